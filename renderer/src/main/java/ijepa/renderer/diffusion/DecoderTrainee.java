package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.image.ImageFolder;
import ijepa.core.image.ImageLoader;
import ijepa.core.model.IJepa;
import ijepa.core.run.Metric;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.Trainee;
import ijepa.core.train.Position;

/** A decoder's training as a run drives it: with its sheets of samples and the file to draw with. */
final class DecoderTrainee implements Trainee {

    private final IJepa model;
    private final DecoderTraining training;
    private final DecoderSettings settings;
    private final RunDirectory directory;
    private final Optional<SampleSheets> sheets;
    private final Consumer<String> says;
    private final boolean changed;

    /**
     * A training that goes on.
     *
     * @param model   closed with this
     * @param changed whether it goes on for another model than its checkpoint was trained for
     */
    DecoderTrainee(
            IJepa model,
            DecoderTraining training,
            DecoderSettings settings,
            ImageFolder pictures,
            RunDirectory directory,
            boolean changed,
            Consumer<String> says) {
        this.changed = changed;
        this.model = model;
        this.training = training;
        this.settings = settings;
        this.directory = directory;
        this.says = says;
        training.sketchExplains()
                .forEach((kind, share) -> says.accept(String.format(
                        Locale.ROOT,
                        "sketches of %ss, %d pixels a side: a linear map of the embedding explains %.0f%% of what coarse pictures differ by",
                        kind.key(),
                        settings.sketch(),
                        100 * share)));
        sheets = settings.sheetEvery() > 0
                ? Optional.of(SampleSheets.of(model, pictures, settings.config()))
                : Optional.empty();
    }

    @Override
    public Position position() {
        return training.position();
    }

    @Override
    public int iterationsPerEpoch() {
        return training.loader().batchesPerEpoch();
    }

    @Override
    public long totalSteps() {
        return settings.steps();
    }

    @Override
    public ImageLoader loader() {
        return training.loader();
    }

    @Override
    public Metric.OfStep step() {
        return training.step();
    }

    @Override
    public boolean goesOnChanged() {
        return changed;
    }

    @Override
    public String details(List<Metric.OfStep> since) {
        return String.format(
                Locale.ROOT,
                "mse %.4f  vb %.4f  lr %.2e",
                mean(since, "mse"),
                mean(since, "vb"),
                since.getLast() instanceof Metric.Named last ? last.values().get("lr") : 0);
    }

    private static double mean(List<Metric.OfStep> steps, String name) {
        return steps.stream()
                .mapToDouble(step ->
                        step instanceof Metric.Named named ? named.values().get(name) : 0)
                .average()
                .orElse(0);
    }

    @Override
    public void recorded() {
        long step = training.position().step();
        if (sheets.isPresent() && (step % settings.sheetEvery() == 0 || step == settings.steps())) {
            Path file = directory.samples().resolve(String.format(Locale.ROOT, "step-%09d.png", step));
            try (Decoder now = training.decoder()) {
                sheets.get().write(now, file);
            } catch (InputException failure) {
                says.accept("The sheet of samples was not written. " + failure.getMessage());
            }
        }
    }

    @Override
    public List<Metric> closeEpoch() {
        training.closeEpoch();
        return List.of();
    }

    @Override
    public void saved() {
        if (settings.decoderFile() != null) {
            try {
                training.write(ElementType.F16, false, Path.of(settings.decoderFile()));
            } catch (InputException failure) {
                says.accept("The decoder's file was not written. " + failure.getMessage());
            }
        }
    }

    @Override
    public SafetensorsWriter state(Map<String, String> metadata) {
        return training.state(metadata);
    }

    @Override
    public void close() {
        training.close();
        model.close();
    }
}
