package ijepa.core.run;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import ijepa.core.InputException;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.checkpoint.OptimizerState;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageLoader;
import ijepa.core.tensor.DeviceMemory;
import ijepa.core.train.Divergence;
import ijepa.core.train.Optimizer.Slot;
import ijepa.core.train.Position;
import ijepa.core.train.Pretraining;
import ijepa.core.train.TrainingStart;

/** Pretraining as a run drives it: with its probes, the model file of every epoch, and the batch of a step that diverged. */
final class PretrainTrainee implements Trainee {

    private final RunRequest request;
    private final Pretraining training;
    private final Consumer<String> says;
    private double lastLoss;

    /**
     * A training from the beginning or from a checkpoint.
     *
     * @param lastLoss of the step before; not a number where there is none
     */
    PretrainTrainee(RunRequest request, Optional<TrainingCheckpoint> from, Consumer<String> says, double lastLoss) {
        this.request = request;
        this.says = says;
        this.lastLoss = lastLoss;
        Optional<StartFile> given = from.isPresent()
                ? Optional.empty()
                : request.startsFrom().map(file -> StartFile.open(file, request.config()));
        try {
            given.ifPresent(file -> says.accept(file.about()));
            TrainingStart start = from.map(TrainingCheckpoint::start)
                    .or(() -> given.map(file -> file.start(request.pictures().size())))
                    .orElseGet(() -> TrainingStart.fresh(request.config()));
            training = new Pretraining(request.config(), request.pictures(), request.device(), start);
        } finally {
            given.ifPresent(StartFile::close);
        }
    }

    @Override
    public Position position() {
        return training.position();
    }

    @Override
    public int iterationsPerEpoch() {
        return training.iterationsPerEpoch();
    }

    @Override
    public long totalSteps() {
        return training.totalSteps();
    }

    @Override
    public ImageLoader loader() {
        return training.loader();
    }

    @Override
    public Metric.Step step() {
        Metric.Step step =
                Metric.Step.of(training.step(this::keep), request.config().effectiveBatch(), request.device());
        lastLoss = step.loss();
        return step;
    }

    private void keep(Divergence divergence) {
        Path file = request.directory().divergedBatch(divergence.position().step());
        try {
            DivergedBatchFile.write(divergence, request.pictures(), file);
            says.accept(
                    "Step " + divergence.position().step() + " could not be done. Its batch is kept in " + file + ".");
        } catch (InputException failure) {
            says.accept("The batch of step " + divergence.position().step() + " could not be kept. "
                    + failure.getMessage());
        }
    }

    @Override
    public String details(List<Metric.OfStep> since) {
        return since.getLast() instanceof Metric.Step last
                ? String.format(
                        Locale.ROOT,
                        "lr %.2e  masks %d %d",
                        last.rates().learningRate(),
                        last.contextPatches(),
                        last.targetPatches())
                : "";
    }

    private Optional<RunRequest.Probe> probeAfter(int done) {
        return request.probe()
                .filter(probe ->
                        probe.isDueAfter(done, request.config().optimization().epochs()));
    }

    @Override
    public boolean epochEndsSlowly() {
        return probeAfter(training.position().epoch() + 1).isPresent();
    }

    @Override
    public List<Metric> closeEpoch() {
        training.closeEpoch();
        int done = training.position().epoch();
        List<Metric> measured = probeAfter(done)
                .flatMap(probe -> measured(probe.probe(), done))
                .map(List::of)
                .orElse(List.of());
        request.modelFile().ifPresent(file -> writeModel(file, done));
        return measured;
    }

    /** A probe that fails costs its number, not the run. */
    private Optional<Metric> measured(NearestNeighbourProbe probe, int epochs) {
        try {
            return Optional.of(measure(probe, epochs));
        } catch (InputException failure) {
            says.accept("Nearest neighbours after epoch " + epochs + " were not measured. " + failure.getMessage());
        } catch (RuntimeException | OutOfMemoryError failure) {
            if (!DeviceMemory.isExhausted(failure)) {
                throw failure;
            }
            says.accept(
                    "Nearest neighbours after epoch " + epochs + " were not measured, there is not enough memory for"
                            + " the features of all pictures. Measure on fewer with workbench.probe.folder, not at all with"
                            + " workbench.probe.every_epochs=0 (--probe-every 0), or give Java more memory"
                            + " (IJEPA_JAVA_OPTIONS=-Xmx16g).");
        }
        return Optional.empty();
    }

    private Metric measure(NearestNeighbourProbe probe, int epochs) {
        NearestNeighbourProbe.Result found = probe.measure(training.model());
        says.accept(String.format(
                Locale.ROOT,
                "epoch %d  %d-NN %.1f%%  feature deviation %.3f  effective rank %.1f",
                epochs,
                probe.vote().neighbours(),
                100 * found.accuracy(),
                found.spread().deviation(),
                found.spread().effectiveRank()));
        return new Metric.Probe(training.position().step(), epochs - 1, found.accuracy(), found.spread(), Metric.now());
    }

    private void writeModel(Path file, int epochs) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("epoch", Integer.toString(epochs));
        metadata.put("loss", Double.toString(lastLoss));
        addSettings(metadata);
        try {
            ModelFile.write(training.model(), ElementType.F32, metadata, file);
        } catch (InputException failure) {
            says.accept("The model file was not written. " + failure.getMessage());
        }
    }

    private void addSettings(Map<String, String> metadata) {
        metadata.put("batch_size", Integer.toString(request.config().effectiveBatch()));
        metadata.put("lr", Double.toString(request.config().optimization().learningRate()));
    }

    @Override
    public SafetensorsWriter state(Map<String, String> metadata) {
        Map<String, String> all = new LinkedHashMap<>(metadata);
        addSettings(all);
        SafetensorsWriter writer = ModelFile.collect(training.model(), ElementType.F32, all);
        for (Slot slot : training.optimizer().slots()) {
            writer.add(OptimizerState.FIRST_MOMENT + slot.name(), slot.firstMoment());
            writer.add(OptimizerState.SECOND_MOMENT + slot.name(), slot.secondMoment());
            writer.add(OptimizerState.STEP_COUNT + slot.name(), slot.stepCount());
        }
        long[] places = Arrays.stream(training.places()).asLongStream().toArray();
        return writer.add(OptimizerState.GENERATOR, new long[] {places.length}, places);
    }

    @Override
    public void close() {
        training.close();
    }
}
