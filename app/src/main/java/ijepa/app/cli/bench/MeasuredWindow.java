package ijepa.app.cli.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Stage;

import ijepa.app.WorkbenchApplication;
import ijepa.app.shell.Background;
import ijepa.app.shell.EngineModelLoader;
import ijepa.app.shell.NativeFileDialogs;
import ijepa.app.shell.Session;
import ijepa.app.shell.ShellModel;
import ijepa.core.InputException;

/**
 * The real window with the bundled model, to be timed from outside its thread. Painted is what was on the screen when the
 * next pulse began: a pulse lays out and hands its picture to be drawn, and the next one waits until that is done. So times
 * with painting are too long by up to a sixtieth of a second.
 */
final class MeasuredWindow implements AutoCloseable {

    private static final double WIDTH = 1280;
    private static final double HEIGHT = 800;
    private static final int PATIENCE_SECONDS = 300;

    private final ShellModel model;
    private final Stage stage;

    private MeasuredWindow(ShellModel model, Stage stage) {
        this.model = model;
        this.stage = stage;
    }

    /**
     * Opens it.
     *
     * @param workspace  title of the workspace in front
     * @param remembered folder for what the window keeps
     * @throws InputException when there is no display
     */
    static MeasuredWindow open(String workspace, Path remembered) {
        try {
            CompletableFuture<Void> started = new CompletableFuture<>();
            try {
                Platform.startup(() -> started.complete(null));
            } catch (IllegalStateException running) {
                started.complete(null);
            }
            wait(started);
        } catch (UnsupportedOperationException none) {
            throw new InputException(WorkbenchApplication.NO_DISPLAY + ".", none);
        }
        Platform.setImplicitExit(false);
        return on(() -> {
            ShellModel model = new ShellModel(Background.threads(), new EngineModelLoader());
            model.start(Session.inFront(workspace, WIDTH, HEIGHT));
            Stage stage = new Stage();
            stage.setScene(WorkbenchApplication.scene(
                    model, new NativeFileDialogs(stage), remembered.resolve("presets.json"), WIDTH, HEIGHT));
            stage.show();
            return new MeasuredWindow(model, stage);
        });
    }

    /** Asks on the window's thread. */
    static <T> T on(Callable<T> asked) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        Platform.runLater(() -> {
            try {
                answer.complete(asked.call());
            } catch (Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        return wait(answer);
    }

    private static <T> T wait(CompletableFuture<T> answer) {
        try {
            return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            throw new InputException("The window did not answer within " + PATIENCE_SECONDS + " seconds.", late);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new InputException("The measurement was interrupted.", ended);
        } catch (ExecutionException failure) {
            throw new IllegalStateException("The window failed.", failure.getCause());
        }
    }

    ShellModel model() {
        return model;
    }

    /** A node of the window; only on its thread. */
    <T extends Node> T node(String id, Class<T> type) {
        return type.cast(scene().lookup("#" + id));
    }

    Scene scene() {
        return stage.getScene();
    }

    /**
     * Does something and waits until it is painted.
     *
     * @param action on the window's thread
     * @param done   asked there at every pulse
     * @return seconds from the action to the pulse after the one that painted it
     */
    double paint(Runnable action, BooleanSupplier done) {
        CompletableFuture<Double> painted = new CompletableFuture<>();
        Platform.runLater(() -> {
            long start = System.nanoTime();
            action.run();
            new AnimationTimer() {
                private boolean seen;

                @Override
                public void handle(long now) {
                    if (seen) {
                        stop();
                        painted.complete((System.nanoTime() - start) / 1e9);
                    }
                    seen = seen || done.getAsBoolean();
                    Platform.requestNextPulse();
                }
            }.start();
        });
        return wait(painted);
    }

    /**
     * Times between pulses, in seconds.
     *
     * @param count how many
     * @param each  done at each pulse, told its number
     */
    double[] pulses(int count, IntConsumer each) {
        CompletableFuture<double[]> all = new CompletableFuture<>();
        double[] times = new double[count];
        Platform.runLater(() -> new AnimationTimer() {
            private long before;
            private int taken = -1;

            @Override
            public void handle(long ignored) {
                long now = System.nanoTime();
                if (taken >= 0) {
                    times[taken] = (now - before) / 1e9;
                }
                before = now;
                taken++;
                if (taken == count) {
                    stop();
                    all.complete(times);
                } else {
                    each.accept(taken);
                }
            }
        }.start());
        return wait(all);
    }

    @Override
    public void close() {
        on(() -> {
            stage.hide();
            return null;
        });
    }
}
