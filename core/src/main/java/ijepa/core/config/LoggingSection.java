package ijepa.core.config;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The section {@code logging}.
 *
 * @param folder   where the official code writes a run
 * @param writeTag what the names of its files start with
 */
public record LoggingSection(String folder, String writeTag) {

    static LoggingSection read(SectionReader in) {
        return new LoggingSection(in.text("folder", "runs/"), in.text("write_tag", "jepa"));
    }

    void check(Problems problems) {
        problems.require(
                !writeTag.isBlank() && writeTag.chars().noneMatch(c -> c == '/' || c == '\\' || c == 0),
                "logging.write_tag",
                "'" + writeTag + "'",
                "the beginning of a file name, without slashes; jepa is usual");
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("folder", folder);
        map.put("write_tag", writeTag);
        return map;
    }
}
