package ijepa.renderer.diffusion;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The shape of the decoder's network, the UNet of Dhariwal and Nichol (2021) with one linear layer for the condition. Names
 * in comments are those of the published code's options.
 *
 * @param imageSize            side in pixels it is made for; attention follows from it, and it runs on other sizes too
 * @param width                {@code num_channels}
 * @param residualBlocks       {@code num_res_blocks}: on each level
 * @param multipliers          {@code channel_mult}: channels of each level over the width
 * @param attentionResolutions sides of the feature maps, at the native size, that get attention
 * @param heads                {@code num_heads}, where {@code headChannels} is 0
 * @param headChannels         {@code num_head_channels}: channels of one head, or 0
 * @param newAttentionOrder    {@code use_new_attention_order}
 * @param scaleShift           {@code use_scale_shift_norm}
 * @param residualResampling   {@code resblock_updown}: whether residual blocks change the size, or convolutions
 * @param conditionDim         {@code ssl_dim}: numbers of a condition
 * @param inputs               {@code in_channels}: 3, or 6 where a {@link Sketch} stands beside the noisy picture
 * @param groups               of every group norm, which divide every level's channels; {@link #PUBLISHED_GROUPS} in the
 *                             published code, where it is no option
 */
public record UNetSpec(
        int imageSize,
        int width,
        int residualBlocks,
        List<Double> multipliers,
        Set<Integer> attentionResolutions,
        int heads,
        int headChannels,
        boolean newAttentionOrder,
        boolean scaleShift,
        boolean residualResampling,
        int conditionDim,
        int inputs,
        int groups) {

    /** Channels of a picture alone, as published. */
    static final int PICTURE = 3;

    /** Of a picture and the sketch of its condition. */
    static final int WITH_SKETCH = 6;

    static final int PUBLISHED_GROUPS = 32;

    public UNetSpec {
        // Files from before there was a choice do not say it.
        inputs = inputs == 0 ? PICTURE : inputs;
        multipliers = List.copyOf(multipliers);
        attentionResolutions = Set.copyOf(attentionResolutions);
        require(width >= 1, "width must be positive, not " + width);
        require(residualBlocks >= 1, "residual blocks a level must be at least 1, not " + residualBlocks);
        require(!multipliers.isEmpty(), "multipliers must name at least one level");
        require(groups >= 1, "groups of a norm must be at least 1, not " + groups);
        require(inputs == PICTURE || inputs == WITH_SKETCH, "input must have 3 or 6 channels, not " + inputs);
        require(conditionDim >= 1, "condition must have at least one number, not " + conditionDim);
        int factor = 1 << multipliers.size() - 1;
        require(
                imageSize >= factor && imageSize % factor == 0,
                "image size must be a multiple of " + factor + ", because " + multipliers.size()
                        + " levels halve it that often, not " + imageSize);
        for (double multiplier : multipliers) {
            int channels = (int) (multiplier * width);
            require(
                    channels >= groups && channels % groups == 0,
                    "channels of a level must be a multiple of the " + groups + " groups of a norm, but " + multiplier
                            + " times " + width + " is " + multiplier * width);
            require(
                    headChannels > 0 ? channels % headChannels == 0 : heads >= 1 && channels % heads == 0,
                    (headChannels > 0 ? headChannels + " channels a head do" : heads + " heads do")
                            + " not divide a level's " + channels + " channels");
        }
        for (int side : attentionResolutions) {
            require(side >= 1 && side <= imageSize, "attention cannot act on feature maps of side " + side);
        }
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("The decoder's " + what + ".");
        }
    }

    /** RCDM's published settings for an image size of 64, 128 or 256. */
    public static UNetSpec published(int imageSize, int conditionDim) {
        List<Double> multipliers = switch (imageSize) {
            case 64 -> List.of(1.0, 2.0, 3.0, 4.0);
            case 128 -> List.of(1.0, 1.0, 2.0, 3.0, 4.0);
            case 256 -> List.of(1.0, 1.0, 2.0, 2.0, 4.0, 4.0);
            default ->
                throw new IllegalArgumentException(
                        "RCDM was published for images of 64, 128 and 256 pixels, not " + imageSize + ".");
        };
        return new UNetSpec(
                imageSize,
                256,
                2,
                multipliers,
                Set.of(32, 16, 8),
                4,
                64,
                false,
                true,
                true,
                conditionDim,
                PICTURE,
                PUBLISHED_GROUPS);
    }

    /**
     * The same network for another image size: attention at the same levels, so that weights of one fit the other. Learning
     * what pictures look like is several times cheaper on small ones.
     */
    UNetSpec forImageSize(int size) {
        Set<Integer> attention = IntStream.range(0, levels())
                .filter(this::attends)
                .mapToObj(level -> size >> level)
                .collect(Collectors.toSet());
        return new UNetSpec(
                size,
                width,
                residualBlocks,
                multipliers,
                attention,
                heads,
                headChannels,
                newAttentionOrder,
                scaleShift,
                residualResampling,
                conditionDim,
                inputs,
                groups);
    }

    /** The same with other levels, for another image size. */
    UNetSpec withLevels(int size, List<Double> levels) {
        return new UNetSpec(
                size,
                width,
                residualBlocks,
                levels,
                attentionResolutions,
                heads,
                headChannels,
                newAttentionOrder,
                scaleShift,
                residualResampling,
                conditionDim,
                inputs,
                groups);
    }

    /** The same that takes a sketch besides, or does not. */
    UNetSpec withSketch(boolean sketch) {
        return new UNetSpec(
                imageSize,
                width,
                residualBlocks,
                multipliers,
                attentionResolutions,
                heads,
                headChannels,
                newAttentionOrder,
                scaleShift,
                residualResampling,
                conditionDim,
                sketch ? WITH_SKETCH : PICTURE,
                groups);
    }

    boolean hasSketch() {
        return inputs == WITH_SKETCH;
    }

    /** Channels of a level, from 0 at full size. */
    int channels(int level) {
        return (int) (multipliers.get(level) * width);
    }

    int levels() {
        return multipliers.size();
    }

    /** Whether feature maps of a level get attention. */
    boolean attends(int level) {
        // The published code compares how often the size was halved, rounded down.
        return attentionResolutions.stream().anyMatch(side -> imageSize / side == 1 << level);
    }

    int headsOf(int channels) {
        return headChannels > 0 ? channels / headChannels : heads;
    }

    /** Numbers of the time embedding, E. */
    int embeddingDim() {
        return 4 * width;
    }
}
