package ijepa.renderer.diffusion;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * How large a decoder's network is; sizes in pixels and the condition follow from what it is trained on.
 *
 * @param width          {@code num_channels}
 * @param residualBlocks on each level
 * @param multipliers    channels of each level over the width
 * @param attention      sides of the feature maps that get attention
 */
public record NetworkShape(int width, int residualBlocks, List<Double> multipliers, Set<Integer> attention) {

    public NetworkShape {
        multipliers = List.copyOf(multipliers);
        // In their order, so that equal shapes print the same.
        attention = Collections.unmodifiableSortedSet(new TreeSet<>(attention));
    }

    /**
     * Small enough to be trained on a processor: 32 channels at full size, doubling with every halving, so that each level
     * costs as much as the others; attention on the smallest feature maps.
     */
    public static NetworkShape small(int imageSize) {
        return new NetworkShape(64, 1, List.of(0.5, 1.0, 2.0, 4.0), Set.of(Math.max(1, imageSize / 8)));
    }

    UNetSpec spec(int imageSize, int conditionDim) {
        return new UNetSpec(
                imageSize, width, residualBlocks, multipliers, attention, 4, 0, false, true, true, conditionDim);
    }
}
