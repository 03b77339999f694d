package ijepa.renderer.diffusion;

import java.util.OptionalInt;

/**
 * What the tensors of published weights do not show; names in comments are the published code's options.
 *
 * @param imageSize         {@code image_size}; where empty, that for which the published code has the network's levels
 * @param heads             {@code num_heads}
 * @param headChannels      {@code num_head_channels}, or 0 where heads are counted
 * @param newAttentionOrder {@code use_new_attention_order}
 * @param schedule          {@code noise_schedule}
 * @param steps             {@code diffusion_steps}
 */
public record PublishedWeights(
        OptionalInt imageSize,
        int heads,
        int headChannels,
        boolean newAttentionOrder,
        NoiseSchedule.Kind schedule,
        int steps) {

    /** As RCDM's models at 128 pixels have it. */
    public static final PublishedWeights PUBLISHED =
            new PublishedWeights(OptionalInt.empty(), 4, 0, false, NoiseSchedule.Kind.LINEAR, 1000);
}
