package ijepa.core.run;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import javax.imageio.ImageIO;

import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.LoaderSettings;
import ijepa.core.mask.Masking;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.core.train.Loss;
import ijepa.core.train.OptimizationConfig;
import ijepa.core.train.PretrainConfig;
import ijepa.core.train.Regulariser;
import ijepa.core.train.StepSettings;

/** Runs of a few milliseconds a step, for tests; its main method is one in a process of its own. */
final class TinyRun {

    static final int EPOCHS = 10;
    static final int PICTURES = 20;
    static final int BATCH = 4;
    static final int STEPS_AN_EPOCH = PICTURES / BATCH;

    private TinyRun() {}

    /** Arguments: pictures, run directory, {@code resume} or {@code start}. */
    public static void main(String[] arguments) {
        RunRequest request =
                request(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2].equals("resume"), everyStep());
        RunState state = new PretrainRun(request, line -> {}).run();
        System.exit(state == RunState.FINISHED ? 0 : 1);
    }

    /** A command that runs {@link #main} in a new process. */
    static ProcessBuilder process(Path pictures, Path run, boolean resume) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-Dai.djl.offline=true",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TinyRun.class.getName(),
                        pictures.toString(),
                        run.toString(),
                        resume ? "resume" : "start")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_WAIT_POLICY", "passive");
        return builder;
    }

    /** Writes a checkpoint after every step: as many chances as possible to be killed while writing one. */
    static CheckpointPolicy everyStep() {
        return new CheckpointPolicy(1, 1e-12, 2, 2);
    }

    /** Makes pictures in two classes: noise, and noise under a bright bar. */
    static void draw(Path folder, int count) throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < count; i++) {
            BufferedImage picture = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
            for (int y = 0; y < picture.getHeight(); y++) {
                for (int x = 0; x < picture.getWidth(); x++) {
                    picture.setRGB(x, y, i % 2 == 1 && y < 8 ? 0xFFFFFF : random.nextInt(0x1000000));
                }
            }
            Path file = picture(folder, i);
            Files.createDirectories(file.getParent());
            ImageIO.write(picture, "png", file.toFile());
        }
    }

    /** One of those pictures. */
    static Path picture(Path folder, int number) {
        return folder.resolve(number % 2 == 0 ? "noise" : "bar").resolve("picture" + number + ".png");
    }

    static PretrainConfig config(double learningRate) {
        return config(learningRate, EPOCHS);
    }

    static PretrainConfig config(double learningRate, int epochs) {
        return config(learningRate, epochs, StepSettings.PUBLISHED);
    }

    static PretrainConfig config(double learningRate, int epochs, StepSettings step) {
        ModelSpec model = new ModelSpec(new EncoderSpec(16, 2, 16, 2, 2, 2), new PredictorSpec(8, 1, 2));
        return new PretrainConfig(
                model,
                new Masking.MultiBlock(
                        MultiBlockSettings.published(model.encoder().grid()).withMinKeep(2)),
                new LoaderSettings(BATCH, 16, 0.5, 1, true, 7, 2, 2, 1 << 20),
                new OptimizationConfig(epochs, 1, 1e-4, learningRate, 1e-6, 0.04, 0.4, 0.99, 1, 1),
                Loss.SMOOTH_L1,
                new Regulariser.VarianceCovariance(0.1, 0.04, Regulariser.Scope.TOKENS),
                Precision.FP32,
                step,
                3);
    }

    static RunRequest request(Path pictures, Path run, boolean resume, CheckpointPolicy policy) {
        return request(pictures, run, resume, policy, config(1e-3), 1);
    }

    static RunRequest request(
            Path pictures,
            Path run,
            boolean resume,
            CheckpointPolicy policy,
            PretrainConfig config,
            double maxUnreadable) {
        return request(pictures, run, resume, policy, config, maxUnreadable, Optional.empty());
    }

    static RunRequest request(
            Path pictures,
            Path run,
            boolean resume,
            CheckpointPolicy policy,
            PretrainConfig config,
            double maxUnreadable,
            Optional<Path> startsFrom) {
        ImageFolder folder = ImageFolder.scan(pictures);
        return new RunRequest(
                new RunDirectory(run),
                resume,
                false,
                config,
                "optimization:\n  lr: " + config.optimization().learningRate() + "\n",
                "tiny",
                folder,
                maxUnreadable,
                policy,
                Optional.of(new RunRequest.Probe(new NearestNeighbourProbe(folder, folder, 16), 2)),
                new ComputeDevice.Cpu(),
                2,
                startsFrom,
                Optional.empty());
    }

    /** The same with another answer to changes, other settings as text, and another probe. */
    static RunRequest with(
            RunRequest request, boolean acceptChanges, String parameters, Optional<RunRequest.Probe> probe) {
        return new RunRequest(
                request.directory(),
                request.resume(),
                acceptChanges,
                request.config(),
                parameters,
                request.writeTag(),
                request.pictures(),
                request.maxUnreadable(),
                request.checkpoints(),
                probe,
                request.device(),
                request.threads(),
                request.startsFrom(),
                request.modelFile());
    }

    /** A run whose lines are kept. */
    static final class Spoken {

        final List<String> lines = new CopyOnWriteArrayList<>();
        final PretrainRun run;

        Spoken(RunRequest request) {
            run = new PretrainRun(request, lines::add);
        }

        boolean said(String... parts) {
            return lines.stream().anyMatch(line -> Arrays.stream(parts).allMatch(line::contains));
        }
    }
}
