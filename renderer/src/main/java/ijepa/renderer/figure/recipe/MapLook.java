package ijepa.renderer.figure.recipe;

import java.util.List;

import ijepa.core.InputException;
import ijepa.renderer.map.ColourMap;
import ijepa.renderer.map.ColourScale;

/**
 * How maps of embeddings look.
 *
 * @param errors       colours of errors
 * @param similarities colours of similarities
 * @param errorRange   the values of the first and the last colour of errors; none for their smallest and largest
 * @param similarityRange the same of similarities
 * @param boxes        whether the target blocks are outlined and numbered
 */
public record MapLook(
        ColourScale errors,
        ColourScale similarities,
        List<Double> errorRange,
        List<Double> similarityRange,
        boolean boxes) {

    public static final MapLook DEFAULT =
            new MapLook(ColourScale.MAGMA, ColourScale.VIRIDIS, List.of(), List.of(), true);

    public MapLook {
        // Null where a recipe lacks the field; that is said by its name.
        errorRange = errorRange == null ? null : checked(errorRange, "errors");
        similarityRange = similarityRange == null ? null : checked(similarityRange, "similarities");
    }

    private static List<Double> checked(List<Double> range, String what) {
        boolean ends =
                range.size() == 2 && range.stream().allMatch(Double::isFinite) && range.getFirst() < range.getLast();
        if (!range.isEmpty() && !ends) {
            throw new InputException("The colours of " + what + " cannot reach over " + range
                    + ": give a smaller and a larger number, or none for the smallest and the largest value.");
        }
        return List.copyOf(range);
    }

    /** Colours of errors; the values of all pictures count. */
    ColourMap errors(double[] values) {
        return map(errors, errorRange, values);
    }

    /** Colours of similarities; the values of all pictures count. */
    ColourMap similarities(double[] values) {
        return map(similarities, similarityRange, values);
    }

    private static ColourMap map(ColourScale scale, List<Double> range, double[] values) {
        return range.isEmpty()
                ? ColourMap.over(scale, values)
                : new ColourMap(scale, range.getFirst(), range.getLast(), false);
    }
}
