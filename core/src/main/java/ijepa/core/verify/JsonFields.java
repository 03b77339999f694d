package ijepa.core.verify;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import ijepa.core.InputException;

/**
 * The fields of a JSON object, with messages that name the file and the field.
 *
 * @param name what messages call the object
 */
public record JsonFields(String name, JsonObject json) {

    /**
     * The fields of an element.
     *
     * @throws InputException when it is no object
     */
    public static JsonFields of(String name, JsonElement element) {
        if (!element.isJsonObject()) {
            throw new InputException(name + " should be a JSON object.");
        }
        return new JsonFields(name, element.getAsJsonObject());
    }

    /** Whether there is such a field. */
    public boolean has(String field) {
        return json.has(field);
    }

    /** The fields of an object within. */
    public JsonFields object(String field) {
        return of(name + ": " + field, get(field));
    }

    /** A list within. */
    public JsonArray array(String field) {
        JsonElement element = get(field);
        if (!element.isJsonArray()) {
            throw new InputException(name + ": " + field + " should be a list.");
        }
        return element.getAsJsonArray();
    }

    /** A number. */
    public double number(String field) {
        return number(field, get(field));
    }

    /** A number that may be missing. */
    public double number(String field, double otherwise) {
        return has(field) ? number(field) : otherwise;
    }

    /** A whole number. */
    public int whole(String field) {
        double value = number(field);
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new InputException(name + ": " + field + " should be a whole number, not " + value + ".");
        }
        return (int) value;
    }

    /** A list of two numbers. */
    public double[] pair(String field) {
        JsonArray list = array(field);
        if (list.size() != 2) {
            throw new InputException(name + ": " + field + " should be a list of two numbers.");
        }
        return new double[] {number(field, list.get(0)), number(field, list.get(1))};
    }

    /**
     * A text.
     *
     * @throws InputException when it is missing or no text
     */
    public String text(String field) {
        JsonElement element = get(field);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isString()) {
            throw new InputException(name + ": " + field + " should be a text, not " + element + ".");
        }
        return element.getAsString();
    }

    /**
     * Yes or no.
     *
     * @throws InputException when it is missing or neither
     */
    public boolean flag(String field) {
        JsonElement element = get(field);
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isBoolean()) {
            throw new InputException(name + ": " + field + " should be true or false, not " + element + ".");
        }
        return element.getAsBoolean();
    }

    private double number(String field, JsonElement element) {
        if (!element.isJsonPrimitive() || !element.getAsJsonPrimitive().isNumber()) {
            throw new InputException(name + ": " + field + " should be a number, not " + element + ".");
        }
        try {
            return element.getAsDouble();
        } catch (NumberFormatException failure) {
            throw new InputException(name + ": " + field + " should be a number, not " + element + ".", failure);
        }
    }

    private JsonElement get(String field) {
        JsonElement element = json.get(field);
        if (element == null || element.isJsonNull()) {
            throw new InputException(name + " lacks the field " + field + ".");
        }
        return element;
    }
}
