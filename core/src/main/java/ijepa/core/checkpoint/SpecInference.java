package ijepa.core.checkpoint;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import ijepa.core.InputException;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.PredictorSpec;

/** Finds a model's shape from its tensors' names and sizes, so that no configuration file is needed. */
final class SpecInference {

    /** Heads of the published encoders by width (appendix A of the paper, and the code's tiny and small). */
    private static final Map<Integer, Integer> PUBLISHED_HEADS =
            Map.of(192, 3, 384, 6, 768, 12, 1024, 16, 1280, 16, 1408, 16);

    /** No width, patch or image side is as large; keeps products within 64 bits. */
    private static final long MAX_SIZE = 1 << 20;

    private final String file;
    private final Map<String, long[]> shapes;

    SpecInference(String file, Map<String, long[]> shapes) {
        this.file = file;
        this.shapes = shapes;
    }

    /**
     * The shape.
     *
     * @param heads          attention heads of the encoder where the file says them
     * @param predictorHeads those of the predictor; the encoder's where it does not say
     * @throws InputException when the tensors are not an I-JEPA model's or the heads cannot be known
     */
    ModelSpec infer(OptionalInt heads, OptionalInt predictorHeads) {
        // Of two encoders either will do; of one that is broken, it is to be named.
        String encoder = shapes.keySet().stream().noneMatch(name -> name.startsWith(Network.ENCODER.prefix()))
                        && shapes.keySet().stream().anyMatch(name -> name.startsWith(Network.TARGET_ENCODER.prefix()))
                ? Network.TARGET_ENCODER.prefix()
                : Network.ENCODER.prefix();
        long[] projection = shape(encoder + "patch_embed.proj.weight", 4);
        int dim = size(projection[0]);
        int patch = size(projection[2]);
        if (projection[1] != 3 || projection[2] != projection[3]) {
            throw new InputException(
                    file + ": " + encoder + "patch_embed.proj.weight is not a projection of square RGB patches.");
        }
        long side = Math.round(Math.sqrt(shape(encoder + "pos_embed", 3)[1]));
        if (side * side != shape(encoder + "pos_embed", 3)[1]) {
            throw new InputException(file + ": " + encoder + "pos_embed has " + shape(encoder + "pos_embed", 3)[1]
                    + " positions, which is not a square grid.");
        }
        int hidden = size(shape(encoder + "blocks.0.mlp.fc1.weight", 2)[0]);
        int encoderHeads = heads.orElseGet(() -> Optional.ofNullable(PUBLISHED_HEADS.get(dim))
                .orElseThrow(() -> new InputException(file + " does not say how many attention heads a width of " + dim
                        + " has, and no published model has that width: give it with --heads, or write it into a file once"
                        + " (ijepa export FILE --heads N --format safetensors --out NEW).")));
        try {
            EncoderSpec spec = new EncoderSpec(
                    size(side * patch), patch, dim, depth(encoder + "blocks."), encoderHeads, (double) hidden / dim);
            return new ModelSpec(spec, predictor(predictorHeads.orElse(encoderHeads)));
        } catch (IllegalArgumentException impossible) {
            throw new InputException(file + " describes an impossible model. " + impossible.getMessage(), impossible);
        }
    }

    private Optional<PredictorSpec> predictor(int heads) {
        String prefix = Network.PREDICTOR.prefix();
        if (shapes.keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
            return Optional.empty();
        }
        int dim = size(shape(prefix + "predictor_embed.weight", 2)[0]);
        return Optional.of(new PredictorSpec(dim, depth(prefix + "predictor_blocks."), heads));
    }

    private int depth(String prefix) {
        return TensorNames.depth(file, prefix, shapes);
    }

    private int size(long size) {
        if (size < 1 || size > MAX_SIZE) {
            throw new InputException(file + " describes an impossible model: one of its sizes would be " + size + ".");
        }
        return (int) size;
    }

    private long[] shape(String name, int dimensions) {
        long[] shape = shapes.get(name);
        if (shape == null) {
            throw new InputException(file + " is not an I-JEPA checkpoint: it has no tensor " + name + ".");
        }
        if (shape.length != dimensions) {
            throw new InputException(file + ": tensor " + name + " should have " + dimensions + " dimensions but has "
                    + shape.length + ".");
        }
        return shape;
    }
}
