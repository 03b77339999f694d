package ijepa.core.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a configuration says of masks alone; its other sections may be wrong or missing.
 *
 * @param batchSize {@code data.batch_size}
 * @param cropSize  {@code data.crop_size} in pixels
 * @param mask      the section {@code mask}
 */
public record MaskingFile(int batchSize, int cropSize, MaskSection mask) {

    /**
     * Reads a configuration file.
     *
     * @throws ConfigurationException with all problems of these fields
     * @throws ijepa.core.InputException when the file cannot be read or is not YAML
     */
    public static MaskingFile read(Path file) {
        String name = file.toString();
        Map<String, Object> document = YamlText.readMap(file);
        Problems problems = new Problems();
        SectionReader data = SectionReader.required("data", document.get("data"), problems);
        MaskingFile read = new MaskingFile(
                DataSection.batchSize(data),
                DataSection.cropSize(data),
                MaskSection.read(SectionReader.required("mask", document.get("mask"), problems)));
        DataSection.checkBatchSize(read.batchSize, problems);
        DataSection.checkCropSize(read.cropSize, problems);
        read.mask.check(problems);
        problems.throwIfAny(name);
        return read;
    }
}
