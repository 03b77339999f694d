package ijepa.app.pretrain;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import ijepa.core.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How curves are looked at. Kept as JSON; what is missing or unknown in the file is as at the first start.
 *
 * @param axis        name of a {@link RunAxis}
 * @param smoothing   weight of the average, from 0 to below 1
 * @param hidden      names of {@link RunChart.Group groups} that are not shown
 * @param hiddenTags  names of {@link RunTag tags} that are not drawn
 * @param logarithmic names of {@link RunChart charts} with a logarithmic axis; null for those that begin with one
 */
record CurveSettings(
        String axis, double smoothing, Set<String> hidden, Set<String> hiddenTags, Set<String> logarithmic) {

    private static final Logger LOG = LoggerFactory.getLogger(CurveSettings.class);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();
    private static final double MOST_SMOOTHING = 0.999;
    private static final double FIRST_SMOOTHING = 0.6;

    CurveSettings {
        axis = Arrays.stream(RunAxis.values()).map(RunAxis::name).toList().contains(axis) ? axis : RunAxis.STEP.name();
        smoothing = smoothing >= 0 && smoothing <= MOST_SMOOTHING ? smoothing : FIRST_SMOOTHING;
        hidden = known(hidden, Set.of(), names(RunChart.Group.values()));
        hiddenTags = known(hiddenTags, Set.of(RunTag.GRADIENT_SMALLEST.name()), names(RunTag.values()));
        logarithmic = known(
                logarithmic,
                Arrays.stream(RunChart.values())
                        .filter(RunChart::isLogarithmicAtFirst)
                        .map(RunChart::name)
                        .collect(Collectors.toSet()),
                names(RunChart.values()));
    }

    private static List<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).toList();
    }

    private static Set<String> known(Set<String> saved, Set<String> first, List<String> names) {
        Set<String> all = saved == null ? first : saved;
        return all.stream().filter(names::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** Those of the first start. */
    static CurveSettings first() {
        return new CurveSettings(null, FIRST_SMOOTHING, Collections.emptySet(), null, null);
    }

    /** Those in a file; the first start's where there is none or it cannot be read. */
    static CurveSettings load(Path file) {
        try {
            if (Files.exists(file)) {
                CurveSettings saved = GSON.fromJson(Files.readString(file), CurveSettings.class);
                return saved == null ? first() : saved;
            }
        } catch (IOException | JsonParseException failure) {
            LOG.warn(
                    "How curves were looked at, in {}, cannot be read and is forgotten: {}",
                    file,
                    failure.getMessage());
        }
        return first();
    }

    /** Keeps them; settings that cannot be kept are no reason to bother anyone. */
    void save(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), "curves", ".tmp");
            Files.writeString(draft, GSON.toJson(this));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            LOG.warn("How curves are looked at cannot be kept in {}: {}", file, Reason.of(failure));
        }
    }
}
