package ijepa.core.checkpoint;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

import ai.djl.ndarray.NDArray;
import ijepa.core.model.IJepa;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Network;
import ijepa.core.model.NetworkParameters;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.Predictor;
import ijepa.core.model.VisionTransformer;

/**
 * This project's own model file: safetensors with the keys {@code encoder.*}, {@code predictor.*}, {@code
 * target_encoder.*} under the official names, and what tensors do not show in the metadata.
 */
public final class ModelFile {

    static final String HEADS = "num_heads";
    static final String PREDICTOR_HEADS = "predictor_num_heads";

    private ModelFile() {}

    /**
     * Writes the three networks.
     *
     * @param type     float32, or float16 for half the size
     * @param metadata lines to keep with the weights, such as epoch and loss
     */
    public static void write(IJepa model, ElementType type, Map<String, String> metadata, Path file) {
        collect(model, type, metadata).write(file);
    }

    /**
     * Writes some networks from wherever they are.
     *
     * @param parameters those networks under their official names
     * @throws ijepa.core.InputException when the file cannot be written; what was there before stays
     */
    public static void write(
            ModelSpec spec,
            ParameterSource parameters,
            Collection<Network> networks,
            ElementType type,
            Map<String, String> metadata,
            Path file) {
        SafetensorsWriter writer = describe(spec, metadata);
        for (Network network : networks) {
            shapes(spec, network)
                    .forEach((name, shape) -> writer.add(
                            network.prefix() + name,
                            type,
                            shape,
                            into -> parameters.read(network.prefix() + name, into)));
        }
        writer.write(file);
    }

    private static SequencedMap<String, long[]> shapes(ModelSpec spec, Network network) {
        return network == Network.PREDICTOR
                ? Predictor.shapes(spec.encoder(), spec.predictor().orElseThrow())
                : VisionTransformer.shapes(spec.encoder());
    }

    private static SafetensorsWriter describe(ModelSpec spec, Map<String, String> metadata) {
        SafetensorsWriter writer = new SafetensorsWriter();
        writer.metadata("format", "ijepa-workbench");
        writer.metadata(HEADS, Integer.toString(spec.encoder().heads()));
        spec.predictor().ifPresent(predictor -> writer.metadata(PREDICTOR_HEADS, Integer.toString(predictor.heads())));
        metadata.forEach(writer::metadata);
        return writer;
    }

    /** The three networks in a writer, to which more can be added. */
    public static SafetensorsWriter collect(IJepa model, ElementType type, Map<String, String> metadata) {
        SafetensorsWriter writer = describe(model.spec(), metadata);
        List<NetworkParameters> networks = new ArrayList<>();
        networks.add(model.encoder().parameters());
        model.predictor().ifPresent(predictor -> networks.add(predictor.parameters()));
        networks.add(model.targetEncoder().parameters());
        for (NetworkParameters network : networks) {
            for (Map.Entry<String, NDArray> parameter : network.all().entrySet()) {
                writer.add(
                        network.network().prefix() + parameter.getKey(),
                        type,
                        parameter.getValue().getShape().getShape(),
                        into -> network.write(parameter.getKey(), into));
            }
        }
        return writer;
    }
}
