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
 * @param groups         of every group norm. With one channel a group the norm takes away each channel's mean, and with the
 *                       means all that the network could know of a picture's brightness and colour
 */
public record NetworkShape(
        int width, int residualBlocks, List<Double> multipliers, Set<Integer> attention, int groups) {

    public NetworkShape {
        multipliers = List.copyOf(multipliers);
        // In their order, so that equal shapes print the same.
        attention = Collections.unmodifiableSortedSet(new TreeSet<>(attention));
    }

    /**
     * Small enough to be trained on a processor: 32 channels at full size, doubling with every halving, so that each level
     * costs as much as the others; attention on the smallest feature maps; 8 groups, so that the thinnest level has 4 channels
     * in each, as networks of 128 channels have with the published 32.
     */
    public static NetworkShape small(int imageSize) {
        return new NetworkShape(64, 1, List.of(0.5, 1.0, 2.0, 4.0), Set.of(Math.max(1, imageSize / 8)), 8);
    }

    /** @throws IllegalArgumentException when the sizes do not go together */
    UNetSpec spec(int imageSize, int conditionDim) {
        double thinnest = width
                * multipliers.stream().mapToDouble(Double::doubleValue).min().orElse(1);
        if (thinnest < 2 * groups) {
            throw new IllegalArgumentException("The decoder's thinnest level has " + (int) thinnest + " channels for "
                    + groups + " groups of a norm: give each at least two, with fewer groups or more channels.");
        }
        return new UNetSpec(
                imageSize,
                width,
                residualBlocks,
                multipliers,
                attention,
                4,
                0,
                false,
                true,
                true,
                conditionDim,
                UNetSpec.PICTURE,
                groups);
    }
}
