package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.Progress;
import ijepa.core.checkpoint.CheckpointListing;

/** Brings weights into the engine. Called in the background, one call at a time. */
public interface ModelLoader {

    /**
     * Starts the engine if it does not run.
     *
     * @return the device in words, for the status bar
     */
    String startEngine();

    /**
     * Loads the model that comes with the program.
     *
     * @throws ijepa.core.InputException when there is none
     */
    OpenCheckpoint bundled();

    /**
     * Loads a checkpoint and says how far that is.
     *
     * @param progress may end it, and then nothing stays loaded
     * @throws ijepa.core.InputException when it cannot be used
     */
    OpenCheckpoint open(Path file, Progress progress);

    /** Where networks can run, as {@link ijepa.core.tensor.ComputeDevice#parse} reads it; asked once the engine runs. */
    default List<String> devices() {
        return List.of(DecoderMachine.USUAL.device(), "cpu");
    }

    /**
     * What a checkpoint's file holds, is lacking and has in vain, whether or not it can be loaded.
     *
     * @return empty where the file is none that could be listed
     */
    default Optional<CheckpointListing> listing(Path file) {
        return Optional.empty();
    }

    /** Loads the decoder that comes with the program; nothing where none does. */
    default Optional<OpenDecoder> bundledDecoder(DecoderMachine machine) {
        return Optional.empty();
    }

    /**
     * Loads a decoder.
     *
     * @throws ijepa.core.InputException when it cannot be used
     */
    default OpenDecoder openDecoder(Path file, DecoderMachine machine) {
        return EngineDecoder.load(file, machine);
    }
}
