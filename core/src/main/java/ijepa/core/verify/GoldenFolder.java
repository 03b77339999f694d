package ijepa.core.verify;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import ijepa.core.InputException;
import ijepa.core.Reason;

/**
 * A folder of numbers that the official code computed:
 *
 * <ul>
 *   <li>{@code masks_multiblock.json}, {@code masks_random.json}: see {@link ijepa.core.mask.MaskRecordJson}
 *   <li>{@code ijepa_small.json}, {@code ijepa_small.safetensors}: a model's weights, batches, forward pass, gradients and
 *       its weights after some steps
 *   <li>{@code jepa-latest.pth.tar}: those networks as an official checkpoint
 *   <li>{@code schedules.csv}: learning rate, weight decay and momentum of each step
 * </ul>
 *
 * Files may be missing; parameters come from the files.
 */
public final class GoldenFolder {

    static final String MULTI_BLOCK = "masks_multiblock.json";
    static final String RANDOM = "masks_random.json";
    static final String MODEL = "ijepa_small.json";
    static final String TENSORS = "ijepa_small.safetensors";
    static final String CHECKPOINT = "jepa-latest.pth.tar";
    static final String SCHEDULES = "schedules.csv";

    private final Path folder;
    private final List<Replay> further;

    /**
     * A folder that holds at least one of the files.
     *
     * @param further replays of what other modules compute, after those of this one
     * @throws InputException when there is no such folder or nothing to replay in it
     */
    public GoldenFolder(Path folder, Replay... further) {
        this.further = List.of(further);
        if (!Files.isDirectory(folder)) {
            throw new InputException(folder + " is no folder: give one of recorded official numbers.");
        }
        this.folder = folder;
        List<String> mains = new ArrayList<>(List.of(MULTI_BLOCK, RANDOM, MODEL, SCHEDULES));
        this.further.forEach(replay -> mains.add(replay.files().getFirst()));
        if (mains.stream().noneMatch(this::has)) {
            throw new InputException(
                    folder + " holds nothing to replay: none of " + String.join(", ", mains) + " is there.");
        }
    }

    /**
     * Computes everything again.
     *
     * @param listener told each result as soon as it is known
     * @return the results in order
     * @throws InputException when a file is damaged or has another form
     */
    public List<Check> replay(Consumer<Check> listener) {
        List<Check> checks = new ArrayList<>();
        Consumer<Check> both = check -> {
            checks.add(check);
            listener.accept(check);
        };
        MaskReplay masks = new MaskReplay(this);
        part(MULTI_BLOCK, "masks, multi-block", both, masks::multiBlock);
        part(RANDOM, "masks, random", both, masks::random);
        part(MODEL, "forward, losses, gradients, weights", both, ModelReplay::run);
        part(SCHEDULES, "schedules", both, ScheduleReplay::run);
        further.forEach(replay -> part(replay.files().getFirst(), replay.title(), both, replay::run));
        unknown(both);
        return checks;
    }

    private interface Part {
        void run(GoldenFolder folder, Consumer<Check> listener);
    }

    private void part(String file, String quantity, Consumer<Check> listener, Part part) {
        if (has(file)) {
            part.run(this, listener);
        } else {
            listener.accept(new Check.Skipped(quantity, "there is no " + file));
        }
    }

    /** Numbers of the folder that nothing here can compute. */
    private void unknown(Consumer<Check> listener) {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.{json,safetensors,csv}")) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (IOException failure) {
            throw new InputException(folder + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
        names.removeAll(List.of(MULTI_BLOCK, RANDOM, MODEL, TENSORS, SCHEDULES));
        further.forEach(replay -> names.removeAll(replay.files()));
        names.stream()
                .sorted()
                .forEach(name -> listener.accept(new Check.Skipped(name, "this version cannot replay it")));
    }

    /** Whether there is a file of this name. */
    public boolean has(String file) {
        return Files.exists(folder.resolve(file));
    }

    /** The path of a file of this name. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    String text(String name) {
        try {
            return Files.readString(file(name));
        } catch (CharacterCodingException binary) {
            throw new InputException(file(name) + " is not UTF-8 text.", binary);
        } catch (IOException failure) {
            throw new InputException(file(name) + " cannot be read: " + Reason.of(failure) + ".", failure);
        }
    }

    /**
     * A file's JSON.
     *
     * @throws InputException when it cannot be read or is no JSON
     */
    public JsonElement json(String name) {
        try {
            return JsonParser.parseString(text(name));
        } catch (JsonParseException failure) {
            throw new InputException(file(name) + " is not JSON.", failure);
        }
    }
}
