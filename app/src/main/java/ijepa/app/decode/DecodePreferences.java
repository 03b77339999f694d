package ijepa.app.decode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import ijepa.core.Reason;
import ijepa.core.tensor.Precision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How and what was decoded last, kept as JSON; what is missing or cannot be is null and stays as it is at the first start.
 *
 * @param sampler    name of a {@link SamplerChoice}
 * @param precision  name of a {@link Precision}
 * @param sameSeeds  whether seeds stay for every image
 * @param neighbours folder of real pictures
 * @param run        folder of checkpoints
 */
record DecodePreferences(
        String sampler,
        Integer steps,
        Double guidance,
        List<SeedsModel.Seed> seeds,
        Boolean sameSeeds,
        String precision,
        Boolean blocks,
        Boolean there,
        Boolean whole,
        Boolean between,
        String neighbours,
        String run) {

    static final DecodePreferences NONE =
            new DecodePreferences(null, null, null, null, null, null, null, null, null, null, null, null);

    private static final Logger LOG = LoggerFactory.getLogger(DecodePreferences.class);
    private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

    DecodePreferences {
        sampler = isOne(SamplerChoice.values(), sampler) ? sampler : null;
        precision = isOne(Precision.values(), precision) ? precision : null;
        steps = steps != null && steps >= 1 && steps <= SamplingModel.MOST_STEPS ? steps : null;
        guidance = guidance != null && guidance >= 1 && guidance <= SamplingModel.MOST_GUIDANCE ? guidance : null;
        boolean usable = seeds != null
                && !seeds.isEmpty()
                && seeds.size() <= SeedsModel.MOST
                && seeds.stream().allMatch(seed -> seed != null && seed.number() >= 0);
        seeds = usable ? List.copyOf(seeds) : null;
    }

    private static boolean isOne(Enum<?>[] values, String name) {
        return Arrays.stream(values).anyMatch(value -> value.name().equals(name));
    }

    /** Those in a file; none where there is no file or it cannot be read. */
    static DecodePreferences load(Path file) {
        try {
            if (Files.exists(file)) {
                DecodePreferences saved = GSON.fromJson(Files.readString(file), DecodePreferences.class);
                return saved == null ? NONE : saved;
            }
        } catch (IOException | JsonParseException failure) {
            LOG.warn("How was decoded last, in {}, cannot be read and is forgotten: {}", file, failure.getMessage());
        }
        return NONE;
    }

    /** Keeps them; settings that cannot be kept are no reason to bother anyone. */
    void save(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(folder);
            Path draft = Files.createTempFile(folder, "decode", ".tmp");
            Files.writeString(draft, GSON.toJson(this));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            LOG.warn("How is decoded cannot be kept in {}: {}", file, Reason.of(failure));
        }
    }

    /** What is chosen now. */
    static DecodePreferences of(DecodeModel model) {
        SamplingModel sampling = model.sampling();
        RowsModel rows = model.rows();
        Path neighbours = model.neighbours().folderProperty().get();
        Path run = rows.runProperty().get();
        return new DecodePreferences(
                sampling.samplerProperty().get().name(),
                sampling.stepsProperty().get(),
                sampling.guidanceProperty().get(),
                List.copyOf(sampling.seeds().seeds()),
                sampling.seeds().lockedProperty().get(),
                sampling.precisionProperty().get().name(),
                rows.blocksProperty().get(),
                rows.thereProperty().get(),
                rows.wholeProperty().get(),
                rows.betweenProperty().get(),
                neighbours == null ? null : neighbours.toString(),
                run == null ? null : run.toString());
    }

    /** Chooses it again; folders that are gone are left out. */
    void restore(DecodeModel model) {
        SamplingModel sampling = model.sampling();
        RowsModel rows = model.rows();
        if (sampler != null) {
            sampling.samplerProperty().set(SamplerChoice.valueOf(sampler));
        }
        if (steps != null) {
            sampling.stepsProperty().set(steps);
        }
        if (guidance != null) {
            sampling.guidanceProperty().set(guidance);
        }
        if (seeds != null) {
            sampling.seeds().restore(seeds);
        }
        if (precision != null) {
            sampling.precisionProperty().set(Precision.valueOf(precision));
        }
        put(sameSeeds, sampling.seeds().lockedProperty());
        put(blocks, rows.blocksProperty());
        put(there, rows.thereProperty());
        put(whole, rows.wholeProperty());
        put(between, rows.betweenProperty());
        put(neighbours, model.neighbours().folderProperty());
        put(run, rows.runProperty());
    }

    private static void put(Boolean saved, BooleanProperty property) {
        if (saved != null) {
            property.set(saved);
        }
    }

    private static void put(String saved, ObjectProperty<Path> property) {
        if (saved != null && Files.isDirectory(Path.of(saved))) {
            property.set(Path.of(saved));
        }
    }
}
