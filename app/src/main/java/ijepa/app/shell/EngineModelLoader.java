package ijepa.app.shell;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.Progress;
import ijepa.core.checkpoint.BundledModel;
import ijepa.core.checkpoint.Checkpoint;
import ijepa.core.checkpoint.CheckpointListing;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.TensorEngine;
import ijepa.renderer.diffusion.BundledDecoder;

/** Loads models into the tensor engine. */
public final class EngineModelLoader implements ModelLoader {

    @Override
    public String startEngine() {
        TensorEngine engine = TensorEngine.start();
        return switch (ComputeDevice.parse("auto")) {
            case ComputeDevice.Cpu() -> "CPU, " + engine.threads() + (engine.threads() == 1 ? " thread" : " threads");
            case ComputeDevice.Cuda(int index) -> "GPU " + index;
        };
    }

    @Override
    public OpenCheckpoint bundled() {
        if (!BundledModel.isPresent()) {
            throw new InputException("This build of the program comes without its model " + BundledModel.NAME
                    + ". Open a checkpoint with Ctrl+K to see predictions.");
        }
        try (Checkpoint checkpoint = BundledModel.open()) {
            return EngineCheckpoint.load(BundledModel.NAME, Optional.empty(), checkpoint, Progress.NONE);
        }
    }

    @Override
    public OpenCheckpoint open(Path file, Progress progress) {
        try (Checkpoint checkpoint = Checkpoint.open(file, OptionalInt.empty())) {
            return EngineCheckpoint.load(file.getFileName().toString(), Optional.of(file), checkpoint, progress);
        }
    }

    @Override
    public List<String> devices() {
        List<String> devices = new ArrayList<>(ModelLoader.super.devices());
        for (int index = 0; index < TensorEngine.start().cudaDevices(); index++) {
            devices.add(new ComputeDevice.Cuda(index).toString());
        }
        return devices;
    }

    @Override
    public Optional<CheckpointListing> listing(Path file) {
        try (Checkpoint checkpoint = Checkpoint.open(file, OptionalInt.empty())) {
            return Optional.of(checkpoint.listing());
        } catch (InputException unusable) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<OpenDecoder> bundledDecoder(DecoderMachine machine) {
        return BundledDecoder.isPresent() ? Optional.of(EngineDecoder.bundled(machine)) : Optional.empty();
    }
}
