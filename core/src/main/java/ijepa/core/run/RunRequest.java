package ijepa.core.run;

import java.nio.file.Path;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.eval.NearestNeighbourProbe;
import ijepa.core.image.ImageFolder;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.train.PretrainConfig;

/**
 * A run that is asked for.
 *
 * @param directory      where it is kept
 * @param resume         whether to go on with the run that is there
 * @param acceptChanges  whether a resumed run may go on with other settings or pictures than it was started with
 * @param config         everything that decides a number
 * @param parameters     the same for {@code params-ijepa.yaml}, as text
 * @param writeTag       {@code logging.write_tag}: what the official log's name begins with
 * @param pictures       to learn from
 * @param maxUnreadable  share of the pictures that may be unusable before the run ends, from 0 to 1; 1 never ends it
 * @param checkpoints    when to write and what to keep
 * @param probe          measured while training
 * @param device         to compute on
 * @param threads        for the networks on the processor; 0 leaves it to the engine, or to the checkpoint that is gone on
 *     from
 * @param startsFrom     checkpoint that a new run starts from, as {@link StartFile} reads it
 * @param modelFile      weights alone, written after every epoch
 */
public record RunRequest(
        RunDirectory directory,
        boolean resume,
        boolean acceptChanges,
        PretrainConfig config,
        String parameters,
        String writeTag,
        ImageFolder pictures,
        double maxUnreadable,
        CheckpointPolicy checkpoints,
        Optional<Probe> probe,
        ComputeDevice device,
        int threads,
        Optional<Path> startsFrom,
        Optional<Path> modelFile) {

    /**
     * A probe and how often it is measured.
     *
     * @param everyEpochs at least 1; the last epoch is always measured
     */
    public record Probe(NearestNeighbourProbe probe, int everyEpochs) {

        public Probe {
            if (everyEpochs < 1) {
                throw new InputException("workbench.probe.every_epochs is " + everyEpochs + " but must be at least 1.");
            }
        }

        boolean isDueAfter(int epoch, int epochs) {
            return epoch % everyEpochs == 0 || epoch == epochs;
        }
    }

    public RunRequest {
        if (!(maxUnreadable >= 0 && maxUnreadable <= 1)) {
            throw new InputException("workbench.loader.largest_unreadable_share (--max-unreadable) is " + maxUnreadable
                    + " but must be a share from 0 to 1.");
        }
        if (threads < 0) {
            throw new InputException("workbench.device.threads (--threads) is " + threads + " but must be 0 or more.");
        }
    }

    /**
     * What a configuration asks for. Its paths are made absolute, so that the run can go on from any folder.
     *
     * @param resume        see {@link #resume()}
     * @param acceptChanges see {@link #acceptChanges()}
     * @throws InputException when something it names is not there or cannot be trained with
     */
    public static RunRequest of(PretrainFile file, RunDirectory directory, boolean resume, boolean acceptChanges) {
        PretrainFile whole = file.absolute(directory.path());
        WorkbenchSection own = whole.workbench();
        PretrainConfig config = PretrainConfig.of(whole);
        PictureSource source = PictureSource.of(whole);
        ImageFolder pictures = source.scan();
        return new RunRequest(
                directory,
                resume,
                acceptChanges,
                config,
                whole.toYaml(),
                whole.logging().writeTag(),
                pictures,
                own.loader().largestUnreadableShare(),
                CheckpointPolicy.of(own.checkpointing()),
                source.probe(whole, pictures),
                ComputeDevice.parse(own.device().name()),
                own.device().threads(),
                whole.meta().startsFrom(whole.logging()),
                own.modelFile().map(Path::of));
    }
}
