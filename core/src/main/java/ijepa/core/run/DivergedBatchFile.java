package ijepa.core.run;

import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.SafetensorsWriter;
import ijepa.core.image.ImageBatch;
import ijepa.core.image.ImageFolder;
import ijepa.core.train.Divergence;

/**
 * The batch whose loss or gradient was no number: {@code images} float32 {@code [B, 3, H, W]} as the networks saw them,
 * {@code context} {@code [J, B, Nc]} and {@code target} {@code [M, B, Nt]} patch indices, -1 behind the
 * end of a shorter one, {@code indices} {@code [B]} of the
 * pictures in the data set; in the metadata the step, the rates, the pictures' paths and the reason.
 */
final class DivergedBatchFile {

    private static final long NO_PATCH = -1;

    private DivergedBatchFile() {}

    static void write(Divergence divergence, ImageFolder pictures, Path file) {
        ImageBatch images = divergence.images();
        FloatBuffer pixels = images.pixels()
                .duplicate()
                .order(ByteOrder.nativeOrder())
                .rewind()
                .asFloatBuffer();
        SafetensorsWriter writer = new SafetensorsWriter()
                .metadata("step", Long.toString(divergence.position().step()))
                .metadata("epoch", Integer.toString(divergence.position().epoch()))
                .metadata("iteration", Integer.toString(divergence.position().iteration()))
                .metadata("lr", Double.toString(divergence.rates().learningRate()))
                .metadata("weight_decay", Double.toString(divergence.rates().weightDecay()))
                .metadata("momentum", Double.toString(divergence.rates().momentum()))
                .metadata(
                        "reason",
                        divergence.cause().getMessage().lines().findFirst().orElse(""))
                .metadata(
                        "files",
                        images.indices().stream()
                                .map(index -> pictures.files().get(index).toString())
                                .collect(Collectors.joining("\n")))
                .add(
                        "images",
                        ElementType.F32,
                        new long[] {images.count(), 3, images.size(), images.size()},
                        into -> into.put(pixels));
        add(writer, "context", divergence.masks().context());
        add(writer, "target", divergence.masks().target());
        writer.add(
                        "indices",
                        new long[] {images.count()},
                        images.indices().stream().mapToLong(Integer::longValue).toArray())
                .write(file);
    }

    private static void add(SafetensorsWriter writer, String name, int[][][] masks) {
        int longest = Arrays.stream(masks)
                .flatMap(Arrays::stream)
                .mapToInt(patches -> patches.length)
                .max()
                .orElseThrow();
        long[] flat = new long[masks.length * masks[0].length * longest];
        Arrays.fill(flat, NO_PATCH);
        int at = 0;
        for (int[][] ofImages : masks) {
            for (int[] patches : ofImages) {
                for (int i = 0; i < patches.length; i++) {
                    flat[at + i] = patches[i];
                }
                at += longest;
            }
        }
        writer.add(name, new long[] {masks.length, masks[0].length, longest}, flat);
    }
}
