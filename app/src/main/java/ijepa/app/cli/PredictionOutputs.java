package ijepa.app.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import ijepa.core.checkpoint.AtomicFile;

/**
 * The files of one image's prediction, named after the image.
 *
 * @param sheet   the picture sheet, PNG
 * @param report  the numbers, JSON
 * @param tensors the arrays, safetensors
 */
record PredictionOutputs(Path sheet, Path report, Path tensors) {

    /**
     * Names for all images of a command, in their order. Images of one name get numbers from 2 on, and no image is
     * written over.
     */
    static List<PredictionOutputs> of(List<Path> images, Path folder) {
        Set<Path> inputs = new HashSet<>();
        for (Path image : images) {
            inputs.add(image.toAbsolutePath().normalize());
        }
        // Compared without case, because some file systems do not know it.
        Set<String> taken = new HashSet<>();
        List<PredictionOutputs> outputs = new ArrayList<>();
        for (Path image : images) {
            String base = base(image);
            String name = base;
            for (int number = 2;
                    taken.contains(name.toLowerCase(Locale.ROOT))
                            || named(name, folder).isAnyOf(inputs);
                    number++) {
                name = base + "-" + number;
            }
            taken.add(name.toLowerCase(Locale.ROOT));
            outputs.add(named(name, folder));
        }
        return outputs;
    }

    private static String base(Path image) {
        Path last = image.toAbsolutePath().normalize().getFileName();
        String name = last == null ? "image" : last.toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static PredictionOutputs named(String name, Path folder) {
        return new PredictionOutputs(
                folder.resolve(name + ".png"), folder.resolve(name + ".json"), folder.resolve(name + ".safetensors"));
    }

    private boolean isAnyOf(Set<Path> inputs) {
        return inputs.contains(sheet.toAbsolutePath().normalize())
                || inputs.contains(report.toAbsolutePath().normalize())
                || inputs.contains(tensors.toAbsolutePath().normalize());
    }

    /** Writes a whole file or none. */
    static void write(byte[] content, Path file) {
        AtomicFile.write(file, content);
    }
}
