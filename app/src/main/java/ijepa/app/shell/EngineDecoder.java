package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.image.Image;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;

/**
 * A decoder in the tensor engine.
 *
 * @param name what the status bar calls it
 * @param file where it was read from; empty for the one that comes with the program
 */
record EngineDecoder(String name, Optional<Path> file, Precision precision, Decoder decoder) implements OpenDecoder {

    /** Reads a decoder's file. */
    static EngineDecoder load(Path file, Precision precision) {
        return new EngineDecoder(
                file.getFileName().toString(),
                Optional.of(file),
                precision,
                Decoder.load(file, ComputeDevice.parse("auto"), precision));
    }

    /** Reads the decoder that comes with the program. */
    static EngineDecoder bundled(Precision precision) {
        return new EngineDecoder(
                BundledDecoder.NAME,
                Optional.empty(),
                precision,
                BundledDecoder.load(ComputeDevice.parse("auto"), precision));
    }

    @Override
    public DecoderSpec spec() {
        return decoder.spec();
    }

    @Override
    public long trainedSteps() {
        return decoder.trainedSteps();
    }

    @Override
    public Optional<List<Image>> sample(List<Decoder.Request> requests, Steps steps) {
        return decoder.sample(
                requests, (done, total, state) -> steps.stepped(done, total, () -> decoder.pictures(state.estimate())));
    }

    @Override
    public void close() {
        decoder.close();
    }
}
