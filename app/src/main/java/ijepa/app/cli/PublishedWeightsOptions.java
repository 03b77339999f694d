package ijepa.app.cli;

import java.util.List;
import java.util.OptionalInt;

import ijepa.renderer.diffusion.NoiseSchedule;
import ijepa.renderer.diffusion.PublishedWeights;
import picocli.CommandLine.Option;

/** The options for weights of the published RCDM code, whose files do not say these. */
final class PublishedWeightsOptions {

    static final List<String> NAMES = List.of(
            "--decoder-size",
            "--decoder-heads",
            "--decoder-head-channels",
            "--decoder-new-attention-order",
            "--decoder-betas",
            "--decoder-training-steps");

    @Option(
            names = "--decoder-size",
            paramLabel = "PIXELS",
            description = "For published weights (.pt, .pth): image size, where it is not 64, 128 or 256.")
    private Integer size;

    @Option(
            names = "--decoder-heads",
            paramLabel = "N",
            defaultValue = "4",
            description = "For published weights: num_heads (default: ${DEFAULT-VALUE}).")
    private int heads;

    @Option(
            names = "--decoder-head-channels",
            paramLabel = "N",
            defaultValue = "0",
            description = "For published weights: num_head_channels; 0 counts heads (default: ${DEFAULT-VALUE}).")
    private int headChannels;

    @Option(
            names = "--decoder-new-attention-order",
            description = "For published weights: they were trained with use_new_attention_order.")
    private boolean newAttentionOrder;

    @Option(
            names = "--decoder-betas",
            paramLabel = "KIND",
            defaultValue = "linear",
            description = "For published weights: linear or cosine (default: ${DEFAULT-VALUE}).")
    private NoiseSchedule.Kind betas;

    @Option(
            names = "--decoder-training-steps",
            paramLabel = "N",
            defaultValue = "1000",
            description = "For published weights: diffusion_steps (default: ${DEFAULT-VALUE}).")
    private int steps;

    PublishedWeights unseen() {
        return new PublishedWeights(
                size == null ? OptionalInt.empty() : OptionalInt.of(size),
                heads,
                headChannels,
                newAttentionOrder,
                betas,
                steps);
    }
}
