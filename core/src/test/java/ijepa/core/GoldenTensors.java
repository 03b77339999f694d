package ijepa.core;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.model.ParameterSource;

/** A golden safetensors file, read the shortest way, so that what is tested is not also what reads the expectation. */
public final class GoldenTensors {

    private final ByteBuffer data;
    private final JsonObject header;

    private GoldenTensors(byte[] file) {
        ByteBuffer all = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = Math.toIntExact(all.getLong());
        header = JsonParser.parseString(new String(file, 8, length, StandardCharsets.UTF_8))
                .getAsJsonObject();
        data = all.slice(8 + length, file.length - 8 - length).order(ByteOrder.LITTLE_ENDIAN);
    }

    public static GoldenTensors read(String name) throws IOException {
        try (InputStream in = GoldenTensors.class.getResourceAsStream("/golden/" + name)) {
            return new GoldenTensors(in.readAllBytes());
        }
    }

    public Set<String> names() {
        return header.keySet();
    }

    public long[] shape(String name) {
        JsonArray shape = header.getAsJsonObject(name).getAsJsonArray("shape");
        long[] sizes = new long[shape.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = shape.get(i).getAsLong();
        }
        return sizes;
    }

    private ByteBuffer bytes(String name) {
        JsonArray range = header.getAsJsonObject(name).getAsJsonArray("data_offsets");
        int from = range.get(0).getAsInt();
        return data.slice(from, range.get(1).getAsInt() - from).order(ByteOrder.LITTLE_ENDIAN);
    }

    public float[] floats(String name) {
        FloatBuffer values = bytes(name).asFloatBuffer();
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    /** A mask tensor {@code [K, B, n]}. */
    public int[][][] masks(String name) {
        long[] shape = shape(name);
        ByteBuffer values = bytes(name);
        int[][][] masks = new int[(int) shape[0]][(int) shape[1]][(int) shape[2]];
        for (int[][] ofImages : masks) {
            for (int[] patches : ofImages) {
                for (int i = 0; i < patches.length; i++) {
                    patches[i] = (int) values.getLong();
                }
            }
        }
        return masks;
    }

    /** Weights under {@code prefix/encoder/...}, the target encoder being a copy of the encoder where there is none. */
    public ParameterSource parameters(String prefix) {
        return new ParameterSource() {
            @Override
            public Set<String> names() {
                Set<String> names = GoldenTensors.this.names().stream()
                        .filter(name -> name.startsWith(prefix + "/"))
                        .map(name -> name.substring(prefix.length() + 1).replaceFirst("/", "."))
                        .collect(Collectors.toSet());
                names.addAll(names.stream()
                        .filter(name -> name.startsWith("encoder."))
                        .map(name -> "target_" + name)
                        .toList());
                return names;
            }

            private String stored(String name) {
                String stored = prefix + "/" + name.replaceFirst("\\.", "/");
                return header.has(stored) ? stored : stored.replace("/target_encoder/", "/encoder/");
            }

            @Override
            public long[] shape(String name) {
                return GoldenTensors.this.shape(stored(name));
            }

            @Override
            public void read(String name, FloatBuffer into) {
                into.put(floats(stored(name)));
            }
        };
    }

    /** Difference by norm over the expectation's norm. */
    public static double relativeError(float[] actual, float[] expected) {
        if (actual.length != expected.length) {
            throw new IllegalArgumentException(actual.length + " values, expected " + expected.length);
        }
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < actual.length; i++) {
            difference += Math.pow((double) actual[i] - expected[i], 2);
            norm += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference) / Math.max(Math.sqrt(norm), 1e-30);
    }
}
