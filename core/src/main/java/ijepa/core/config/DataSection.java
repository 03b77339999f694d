package ijepa.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code data}: pictures, crops and batches.
 *
 * @param batchSize           pictures a step
 * @param colorJitterStrength of the optional colour distortion
 * @param cropScale           share of a picture's area that is cropped
 * @param cropSize            side of the crops in pixels
 * @param imageFolder         below {@code rootPath}; the published code expects {@code train} and {@code val} in it
 * @param numWorkers          threads that decode; 0 leaves the number to the program
 * @param pinMem              kept for the official code; pinned memory is the engine's own business here
 * @param rootPath            folder of data sets
 */
public record DataSection(
        int batchSize,
        double colorJitterStrength,
        Interval cropScale,
        int cropSize,
        String imageFolder,
        int numWorkers,
        boolean pinMem,
        String rootPath,
        boolean useColorDistortion,
        boolean useGaussianBlur,
        boolean useHorizontalFlip) {

    static DataSection read(SectionReader in) {
        return new DataSection(
                batchSize(in),
                in.number("color_jitter_strength", 0),
                in.interval("crop_scale", new Interval(0.3, 1)),
                cropSize(in),
                in.text("image_folder", "imagenet/"),
                in.whole("num_workers", 10),
                in.flag("pin_mem", true),
                in.text("root_path", "/data"),
                in.flag("use_color_distortion", false),
                in.flag("use_gaussian_blur", false),
                in.flag("use_horizontal_flip", false));
    }

    static int batchSize(SectionReader in) {
        return in.whole("batch_size", 64);
    }

    static int cropSize(SectionReader in) {
        return in.whole("crop_size", 224);
    }

    static void checkBatchSize(int size, Problems problems) {
        problems.require(size >= 1 && size <= 65_536, "data.batch_size", size, "from 1 to 65536; 64 to 256 is usual");
    }

    static void checkCropSize(int size, Problems problems) {
        problems.require(
                size >= 1 && size <= 8192,
                "data.crop_size",
                size,
                "from 1 to 8192 pixels and a multiple of mask.patch_size; 224 is usual");
    }

    void check(Problems problems) {
        checkBatchSize(batchSize, problems);
        checkCropSize(cropSize, problems);
        problems.require(
                colorJitterStrength >= 0 && colorJitterStrength <= 2,
                "data.color_jitter_strength",
                colorJitterStrength,
                "from 0 to 2; 0.0 is usual");
        problems.requireRange(
                cropScale,
                "data.crop_scale",
                1,
                "two rising shares of the picture, above 0 and at most 1; [0.3, 1.0] is usual");
        problems.require(
                numWorkers >= 0 && numWorkers <= 1024, "data.num_workers", numWorkers, "from 0 to 1024 threads");
        problems.require(
                !(rootPath + imageFolder).isBlank(),
                "data.root_path",
                "empty",
                "the folder of pictures, together with data.image_folder");
    }

    DataSection absolute() {
        return new DataSection(
                batchSize,
                colorJitterStrength,
                cropScale,
                cropSize,
                imageFolder,
                numWorkers,
                pinMem,
                Path.of(rootPath).toAbsolutePath().normalize().toString(),
                useColorDistortion,
                useGaussianBlur,
                useHorizontalFlip);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("batch_size", batchSize);
        map.put("color_jitter_strength", colorJitterStrength);
        map.put("crop_scale", cropScale.toList());
        map.put("crop_size", cropSize);
        map.put("image_folder", imageFolder);
        map.put("num_workers", numWorkers);
        map.put("pin_mem", pinMem);
        map.put("root_path", rootPath);
        map.put("use_color_distortion", useColorDistortion);
        map.put("use_gaussian_blur", useGaussianBlur);
        map.put("use_horizontal_flip", useHorizontalFlip);
        return map;
    }
}
