package ijepa.app.decode;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import ijepa.app.shell.ImageSource;
import ijepa.core.Program;
import ijepa.core.mask.LayoutJson;

/** What decoded pictures were made from, as it travels in their files. */
final class DecodedFacts {

    /** The keyword in a PNG. */
    static final String KEYWORD = "ijepa-decoding";

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private DecodedFacts() {}

    /**
     * All that decides about samples, as JSON.
     *
     * @param shows what the picture shows of it, in words
     */
    static String json(DecodedGrid grid, String shows) {
        DecodeRequest request = grid.request();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("program", Program.VERSION);
        facts.put("shows", shows);
        Map<String, Object> image =
                named(request.image().source().name(), path(request.image().source()));
        image.put("fit", request.image().fit().name());
        facts.put("image", image);
        facts.put("layout", LayoutJson.write(request.layout()));
        Map<String, Object> checkpoint =
                named(request.checkpoint().name(), request.checkpoint().file());
        if (!grid.weights().isEmpty()) {
            checkpoint.put("weights_digest", grid.weights());
        }
        facts.put("checkpoint", checkpoint);
        Map<String, Object> decoder =
                named(request.decoder().name(), request.decoder().file());
        decoder.put("sha256", request.decoder().digest());
        decoder.put("trained_steps", request.decoder().trainedSteps());
        decoder.put("trained_with_weights", request.decoder().spec().encoder());
        facts.put("decoder", decoder);
        facts.put("sampler", request.settings().sampler().key());
        facts.put("denoising_steps", request.settings().steps());
        facts.put("guidance", request.settings().guidance());
        facts.put("seeds", request.settings().seeds());
        facts.put("precision", request.decoder().machine().precision().name());
        facts.put("device", request.decoder().machine().device());
        return GSON.toJson(facts);
    }

    private static Map<String, Object> named(String name, Optional<Path> file) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", name);
        file.ifPresent(path -> facts.put("file", path.toAbsolutePath().toString()));
        return facts;
    }

    private static Optional<Path> path(ImageSource source) {
        return source instanceof ImageSource.File file ? Optional.of(file.path()) : Optional.empty();
    }
}
