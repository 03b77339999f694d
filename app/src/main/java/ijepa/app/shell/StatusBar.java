package ijepa.app.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

import ijepa.app.control.WhileShown;
import ijepa.core.model.EncoderSpec;
import org.kordamp.ikonli.Ikon;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;

/** Device and memory, the checkpoint, and the jobs that run. */
final class StatusBar extends HBox {

    private static final Path RESIDENT = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;
    private static final Duration MEMORY_EVERY = Duration.seconds(2);
    private static final Duration INFORMATION_STAYS = Duration.seconds(6);

    private final Label checkpoint = item(Feather.BOX, "");
    private final Label decoder = item(Feather.APERTURE, "");

    StatusBar(ShellModel model) {
        getStyleClass().add("status-bar");
        setAlignment(Pos.CENTER_LEFT);
        Label device = item(Feather.CPU, "");
        device.textProperty().bind(model.deviceProperty());
        Label memory = item(Feather.ACTIVITY, "");
        memory.setTooltip(new Tooltip("Memory that this program uses"));
        WhileShown.repeat(this, MEMORY_EVERY, () -> memory.setText(memory()));
        Region space = new Region();
        HBox.setHgrow(space, Priority.ALWAYS);
        getChildren()
                .addAll(
                        device,
                        memory,
                        checkpoint,
                        decoder,
                        following(model),
                        space,
                        information(model.notices()),
                        new JobBar(model.jobs()));
        checkpoint.setId("checkpoint-item");
        checkpoint.setOnMouseClicked(event -> model.showContents());
        model.selection().checkpointProperty().addListener((property, old, opened) -> show(opened));
        show(model.selection().checkpointProperty().get());
        model.selection().decoderProperty().addListener((property, old, opened) -> show(opened));
        show(model.selection().decoderProperty().get());
    }

    private static Label item(Ikon icon, String text) {
        return new Label(text, new FontIcon(icon));
    }

    /** Which run the checkpoint follows. */
    private static Label following(ShellModel model) {
        Label text = item(Feather.EYE, "");
        text.setId("following");
        text.textProperty().bind(model.followingProperty());
        text.visibleProperty().bind(text.textProperty().isNotEmpty());
        text.managedProperty().bind(text.visibleProperty());
        return text;
    }

    /** What went well, for a while, and what it leads on to. */
    private static HBox information(Notices notices) {
        Label text = item(Feather.INFO, "");
        text.setId("information");
        Hyperlink onward = new Hyperlink();
        onward.setId("information-action");
        onward.setMinWidth(Region.USE_PREF_SIZE);
        onward.managedProperty().bind(onward.visibleProperty());
        HBox whole = new HBox(4, text, onward);
        whole.setAlignment(Pos.CENTER_LEFT);
        whole.managedProperty().bind(whole.visibleProperty());
        PauseTransition leaving = new PauseTransition(INFORMATION_STAYS);
        leaving.setOnFinished(event -> notices.dismissInformation());
        Runnable follow = () -> {
            Notices.Notice notice = notices.informationProperty().get();
            leaving.stop();
            whole.setVisible(notice != null);
            if (notice != null) {
                text.setText(notice.text());
                onward.setVisible(notice.action().isPresent());
                notice.action().ifPresent(action -> {
                    onward.setText(action.title());
                    onward.setOnAction(event -> {
                        notices.dismissInformation();
                        action.run().run();
                    });
                });
                leaving.playFromStart();
            }
        };
        notices.informationProperty().addListener(ignored -> follow.run());
        follow.run();
        return whole;
    }

    private void show(OpenCheckpoint opened) {
        if (opened == null) {
            checkpoint.setText("No checkpoint");
            checkpoint.setTooltip(null);
            return;
        }
        EncoderSpec encoder = opened.spec().encoder();
        checkpoint.setText(opened.name());
        checkpoint.setTooltip(new Tooltip(String.format(
                        Locale.ROOT,
                        "%s%nEncoder: width %d, %d blocks, %d heads; images of %d px in patches of %d px%n%s",
                        opened.file().map(Path::toString).orElse("The model that comes with the program"),
                        encoder.embedDim(),
                        encoder.depth(),
                        encoder.heads(),
                        encoder.imageSize(),
                        encoder.patchSize(),
                        opened.spec()
                                .predictor()
                                .map(predictor ->
                                        "Predictor: width " + predictor.dim() + ", " + predictor.depth() + " blocks")
                                .orElse("No predictor: nothing can be predicted, embeddings and attention can be seen"))
                + opened.listing()
                        .map(listing -> "\n" + String.join("\n", listing.inShort()) + "\nClick for all of it")
                        .orElse("")));
    }

    private void show(OpenDecoder opened) {
        decoder.setId("decoder-item");
        decoder.setVisible(opened != null);
        decoder.setManaged(opened != null);
        if (opened != null) {
            decoder.setText(opened.name());
            decoder.setTooltip(new Tooltip(String.format(
                    Locale.ROOT,
                    "Decoder: %s%nDraws %d x %d pixels; trained for %,d steps with %s",
                    opened.file().map(Path::toString).orElse("the one that comes with the program"),
                    opened.spec().unet().imageSize(),
                    opened.spec().unet().imageSize(),
                    opened.trainedSteps(),
                    opened.spec().encoderName())));
        }
    }

    /** Resident memory where the system tells, else the heap in use. */
    private static String memory() {
        long bytes;
        try {
            bytes = Long.parseLong(Files.readString(RESIDENT).split(" ")[1]) * PAGE;
        } catch (IOException | RuntimeException unknown) {
            bytes = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
        }
        return String.format(
                Locale.ROOT, bytes < 1 << 30 ? "%2$d MB" : "%1$.1f GB", bytes / (double) (1 << 30), bytes >> 20);
    }
}
