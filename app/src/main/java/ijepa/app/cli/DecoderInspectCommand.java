package ijepa.app.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.diffusion.BundledDecoder;
import ijepa.renderer.diffusion.ConditionKind;
import ijepa.renderer.diffusion.Decoder;
import ijepa.renderer.diffusion.DecoderSpec;
import ijepa.renderer.diffusion.UNetSpec;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ijepa decoder inspect}. */
@Command(
        name = "inspect",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Say what a decoder is: its network, its process, and what it was trained with.",
            "",
            "  ijepa decoder inspect decoder.safetensors",
            "  ijepa decoder inspect --json",
            ""
        })
final class DecoderInspectCommand implements Callable<Integer> {

    private static final Gson JSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description =
                    "A decoder's file, a checkpoint of its run, or weights of the published RCDM code (default: the"
                            + " decoder that comes with the program).")
    private Path file;

    @Option(names = "--json", description = "Print one JSON object instead.")
    private boolean json;

    @Mixin
    private PublishedWeightsOptions published;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter print = spec.commandLine().getOut();
        ComputeDevice cpu = new ComputeDevice.Cpu();
        try (Decoder decoder = file == null
                ? BundledDecoder.load(cpu, Precision.FP32)
                : Decoder.load(file, published.unseen(), cpu, Precision.FP32)) {
            Map<String, Object> facts = facts(decoder);
            if (json) {
                print.println(JSON.toJson(facts));
            } else {
                print.println(file == null ? BundledDecoder.NAME : file.toString());
                facts.forEach((name, value) -> print.printf("  %-20s %s%n", name.replace('_', ' '), value));
            }
            print.flush();
        }
        return 0;
    }

    private static Map<String, Object> facts(Decoder decoder) {
        DecoderSpec spec = decoder.spec();
        UNetSpec unet = spec.unet();
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("image_size", unet.imageSize());
        facts.put("width", unet.width());
        facts.put("multipliers", unet.multipliers());
        facts.put("residual_blocks", unet.residualBlocks());
        facts.put("attention", unet.attentionResolutions().stream().sorted().toList());
        facts.put("groups", unet.groups());
        facts.put("parameters", decoder.parameterCount());
        facts.put("predicts", lower(spec.predicts()));
        facts.put("sketch", decoder.sketchSide());
        facts.put("betas", lower(spec.schedule()));
        facts.put("diffusion_steps", spec.steps());
        facts.put("embedding_dim", spec.embeddingDim());
        facts.put("trained_steps", decoder.trainedSteps());
        facts.put(
                "learnt_kinds",
                spec.isPublished()
                        ? DecoderSpec.UNKNOWN
                        : decoder.learnt().kinds().stream()
                                .map(ConditionKind::key)
                                .toList());
        OptionalDouble dropping = decoder.learnt().dropping();
        facts.put("dropping", dropping.isPresent() ? dropping.getAsDouble() : DecoderSpec.UNKNOWN);
        facts.put("encoder", spec.encoderName());
        facts.put("encoder_digest", spec.encoder());
        return facts;
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
