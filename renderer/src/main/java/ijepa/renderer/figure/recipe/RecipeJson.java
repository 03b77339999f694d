package ijepa.renderer.figure.recipe;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonDeserializationContext;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.JsonSerializationContext;
import com.google.gson.JsonSerializer;
import ijepa.core.InputException;
import ijepa.core.mask.LayoutJson;
import ijepa.core.mask.MaskLayout;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.StrategyJson;

/**
 * Recipes as JSON: the records' fields under their names, the kind of a source under {@code template}, layouts and mask
 * strategies as everywhere else in the program.
 */
final class RecipeJson {

    /** The field that says that a document is a recipe, and of which kind. */
    static final String MARK = "\"figure_recipe\"";

    private static final String KIND = "figure_recipe";
    private static final int NEWEST = 1;

    private static final Map<String, Class<?>> TEMPLATES = Stream.of(PanelSource.class.getPermittedSubclasses())
            .collect(Collectors.toMap(type -> name(type), type -> type));

    private static final Gson PLAIN = builder().create();
    private static final Gson GSON = builder()
            .setPrettyPrinting()
            .registerTypeHierarchyAdapter(PanelSource.class, new Sources())
            .create();

    private RecipeJson() {}

    private static GsonBuilder builder() {
        return new GsonBuilder()
                .disableHtmlEscaping()
                .registerTypeAdapter(double[].class, new Numbers())
                .registerTypeAdapter(MaskLayout.class, new Layouts())
                .registerTypeHierarchyAdapter(MaskStrategy.class, new Strategies())
                .registerTypeAdapter(FileInput.class, new Files())
                .registerTypeAdapter(OptionalInt.class, new OptionalNumbers());
    }

    private static String name(Class<?> template) {
        return template.getSimpleName()
                .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_")
                .toLowerCase(Locale.ROOT);
    }

    static String write(RecipeFile file) {
        JsonObject document = new JsonObject();
        document.addProperty(KIND, NEWEST);
        document.add("program", new JsonPrimitive(file.program()));
        document.add("pages", GSON.toJsonTree(file.pages()));
        return GSON.toJson(document);
    }

    static RecipeFile read(String json, String name) {
        try {
            JsonObject document = JsonParser.parseString(json).getAsJsonObject();
            int kind = document.get(KIND).getAsInt();
            if (kind > NEWEST) {
                throw new InputException(name + " is a recipe of a newer kind (" + kind + ") than this program knows ("
                        + NEWEST + "): use the version of the program that made it, or a newer one.");
            }
            RecipeFile file = GSON.fromJson(document, RecipeFile.class);
            requireComplete(file, name + " ");
            return file;
        } catch (RuntimeException unusable) {
            throw said(unusable, name);
        }
    }

    /** What a record's own constructor said of its values, or that the document is damaged. */
    private static InputException said(RuntimeException unusable, String name) {
        for (Throwable cause = unusable; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException) {
                return new InputException(
                        cause.getMessage().startsWith(name) ? cause.getMessage() : name + ": " + cause.getMessage(),
                        unusable);
            }
        }
        return new InputException(
                name + " is no usable recipe of a figure: it is damaged, or a field has a value that it cannot have.",
                unusable);
    }

    /** A field that is missing would be found much later, far from its name. */
    private static void requireComplete(Object value, String where) {
        if (value instanceof List<?> list) {
            list.forEach(entry -> requireComplete(entry, where));
        } else if (value instanceof Record record
                && record.getClass().getPackageName().startsWith("ijepa.renderer.figure")) {
            for (RecordComponent component : record.getClass().getRecordComponents()) {
                try {
                    Object field = component.getAccessor().invoke(record);
                    if (field == null) {
                        throw new InputException(where + "lacks the field \"" + component.getName() + "\" of "
                                + name(record.getClass()) + ".");
                    }
                    requireComplete(field, where);
                } catch (IllegalAccessException | InvocationTargetException impossible) {
                    throw new IllegalStateException(impossible);
                }
            }
        }
    }

    private static final class Sources implements JsonSerializer<PanelSource>, JsonDeserializer<PanelSource> {

        @Override
        public JsonElement serialize(PanelSource source, Type type, JsonSerializationContext context) {
            JsonObject json = new JsonObject();
            json.addProperty("template", name(source.getClass()));
            PLAIN.toJsonTree(source).getAsJsonObject().asMap().forEach(json::add);
            return json;
        }

        @Override
        public PanelSource deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            JsonElement template = json.getAsJsonObject().get("template");
            Class<?> found = template == null ? null : TEMPLATES.get(template.getAsString());
            if (found == null) {
                throw new InputException("there is no template " + template + "; there are "
                        + TEMPLATES.keySet().stream().sorted().collect(Collectors.joining(", ")) + ".");
            }
            withLaterFields(json.getAsJsonObject(), found);
            return (PanelSource) PLAIN.fromJson(json, found);
        }

        /** Recipes of figures that were made before a field was there looked as its usual value does. */
        private static void withLaterFields(JsonObject json, Class<?> template) {
            if ((template == PanelSource.EmbeddingMaps.class || template == PanelSource.SampleSheet.class)
                    && !json.has("look")) {
                json.add("look", PLAIN.toJsonTree(MapLook.DEFAULT));
            } else if (template == PanelSource.MaskLayouts.class && !json.has("cuts") && json.has("layouts")) {
                JsonArray cuts = new JsonArray();
                json.getAsJsonArray("layouts").forEach(layout -> cuts.add(new JsonArray()));
                json.add("cuts", cuts);
            }
        }
    }

    private static final class Layouts implements JsonSerializer<MaskLayout>, JsonDeserializer<MaskLayout> {

        @Override
        public JsonElement serialize(MaskLayout layout, Type type, JsonSerializationContext context) {
            return JsonParser.parseString(LayoutJson.write(layout));
        }

        @Override
        public MaskLayout deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            return LayoutJson.read(json.toString(), "the layout");
        }
    }

    private static final class Strategies implements JsonSerializer<MaskStrategy>, JsonDeserializer<MaskStrategy> {

        @Override
        public JsonElement serialize(MaskStrategy strategy, Type type, JsonSerializationContext context) {
            return StrategyJson.toJson(strategy);
        }

        @Override
        public MaskStrategy deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            return StrategyJson.read(json.toString(), "the mask strategy");
        }
    }

    private static final class Files implements JsonSerializer<FileInput>, JsonDeserializer<FileInput> {

        @Override
        public JsonElement serialize(FileInput file, Type type, JsonSerializationContext context) {
            JsonObject json = new JsonObject();
            json.addProperty("path", file.path());
            file.sha256().ifPresent(hash -> json.addProperty("sha256", hash));
            return json;
        }

        @Override
        public FileInput deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            JsonElement path = json.getAsJsonObject().get("path");
            JsonElement hash = json.getAsJsonObject().get("sha256");
            if (path == null) {
                throw new JsonParseException("a file has no path");
            }
            return new FileInput(path.getAsString(), Optional.ofNullable(hash).map(JsonElement::getAsString));
        }
    }

    /** Numbers of a curve, null where one is missing: JSON knows neither NaN nor infinity. */
    private static final class Numbers implements JsonSerializer<double[]>, JsonDeserializer<double[]> {

        @Override
        public JsonElement serialize(double[] numbers, Type type, JsonSerializationContext context) {
            JsonArray json = new JsonArray(numbers.length);
            for (double number : numbers) {
                json.add(Double.isFinite(number) ? new JsonPrimitive(number) : JsonNull.INSTANCE);
            }
            return json;
        }

        @Override
        public double[] deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            // Recipes of before have a bare NaN, which is read as a number.
            return json.getAsJsonArray().asList().stream()
                    .mapToDouble(number -> number.isJsonNull() ? Double.NaN : number.getAsDouble())
                    .toArray();
        }
    }

    private static final class OptionalNumbers implements JsonSerializer<OptionalInt>, JsonDeserializer<OptionalInt> {

        private static final String NONE = "none";

        @Override
        public JsonElement serialize(OptionalInt number, Type type, JsonSerializationContext context) {
            // A null would be left out, and what is left out is an error.
            return number.isPresent() ? new JsonPrimitive(number.getAsInt()) : new JsonPrimitive(NONE);
        }

        @Override
        public OptionalInt deserialize(JsonElement json, Type type, JsonDeserializationContext context) {
            return json.getAsString().equals(NONE) ? OptionalInt.empty() : OptionalInt.of(json.getAsInt());
        }
    }
}
