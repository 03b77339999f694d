package ijepa.app.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.image.Image;
import ijepa.core.tensor.ComputeDevice;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.LearntConditions;
import ijepa.renderer.predict.Digests;

/**
 * A decoder in the tensor engine.
 *
 * @param name   what the status bar calls it
 * @param file   where it was read from; empty for the one that comes with the program
 * @param digest of that file as it was then
 */
record EngineDecoder(String name, Optional<Path> file, DecoderMachine machine, String digest, Decoder decoder)
        implements OpenDecoder {

    /** Reads a decoder's file. */
    static EngineDecoder load(Path file, DecoderMachine machine) {
        Decoder decoder = Decoder.load(file, ComputeDevice.parse(machine.device()), machine.precision());
        return new EngineDecoder(
                file.getFileName().toString(), Optional.of(file), machine, Digests.sha256(file), decoder);
    }

    /** Reads the decoder that comes with the program. */
    static EngineDecoder bundled(DecoderMachine machine) {
        byte[] content = BundledDecoder.content();
        return new EngineDecoder(
                BundledDecoder.NAME,
                Optional.empty(),
                machine,
                Digests.sha256(content),
                BundledDecoder.load(content, ComputeDevice.parse(machine.device()), machine.precision()));
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
    public LearntConditions learnt() {
        return decoder.learnt();
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
