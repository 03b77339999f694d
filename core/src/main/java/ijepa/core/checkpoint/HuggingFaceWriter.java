package ijepa.core.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.Network;
import ijepa.core.model.ParameterSource;
import ijepa.core.model.VisionTransformer;

/** Writes an encoder as the folder that Hugging Face's {@code IJepaModel.from_pretrained} reads. */
public final class HuggingFaceWriter {

    private HuggingFaceWriter() {}

    /**
     * Writes {@code model.safetensors} and then {@code config.json}, replacing files of those names.
     *
     * @param network    the encoder or the target encoder
     * @param parameters where its parameters are, under their official names
     * @param type       what it is stored as
     * @throws ijepa.core.InputException when a file cannot be written
     */
    public static void write(
            EncoderSpec spec, Network network, ParameterSource parameters, ElementType type, Path folder) {
        SafetensorsWriter writer = new SafetensorsWriter().metadata("format", "pt");
        HuggingFaceNames.byOfficialName(spec.depth()).forEach((name, parts) -> {
            long[] shape = VisionTransformer.shapes(spec).get(name).clone();
            String official = network.prefix() + name;
            if (parts.size() == 1) {
                writer.add(parts.getFirst(), type, shape, into -> parameters.read(official, into));
                return;
            }
            shape[0] /= parts.size();
            for (int i = 0; i < parts.size(); i++) {
                int part = i;
                writer.add(parts.get(i), type, shape, into -> {
                    FloatBuffer all = FloatBuffer.allocate(into.remaining() * parts.size());
                    parameters.read(official, all);
                    into.put(all.slice(part * into.remaining(), into.remaining()));
                });
            }
        });
        writer.write(folder.resolve(HuggingFaceFolder.WEIGHTS));
        byte[] config = new GsonBuilder()
                .setPrettyPrinting()
                .create()
                .toJson(config(spec, type))
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(
                folder.resolve(HuggingFaceFolder.CONFIG),
                channel -> AtomicFile.writeFully(channel, MemorySegment.ofArray(config)));
    }

    private static JsonObject config(EncoderSpec spec, ElementType type) {
        JsonObject config = new JsonObject();
        JsonArray architectures = new JsonArray();
        architectures.add("IJepaModel");
        config.add("architectures", architectures);
        config.addProperty("attention_probs_dropout_prob", 0.0);
        config.addProperty("hidden_act", "gelu");
        config.addProperty("hidden_dropout_prob", 0.0);
        config.addProperty("hidden_size", spec.embedDim());
        config.addProperty("image_size", spec.imageSize());
        config.addProperty("initializer_range", 0.02);
        config.addProperty("intermediate_size", spec.mlpDim());
        // Hugging Face's default is 1e-12, which is not I-JEPA's.
        config.addProperty("layer_norm_eps", 1e-6);
        config.addProperty("model_type", "ijepa");
        config.addProperty(HuggingFaceFolder.HEADS, spec.heads());
        config.addProperty("num_channels", 3);
        config.addProperty("num_hidden_layers", spec.depth());
        config.addProperty("patch_size", spec.patchSize());
        config.addProperty("qkv_bias", true);
        config.addProperty("torch_dtype", type.title());
        return config;
    }
}
