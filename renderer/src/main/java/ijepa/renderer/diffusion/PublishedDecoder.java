package ijepa.renderer.diffusion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

import ijepa.core.InputException;
import ijepa.core.checkpoint.StateDictFile;

/**
 * Weights as the published RCDM code writes them: the parameters of its UNet under their names and nothing else. Most of the
 * network's shape shows in them; the rest is {@link PublishedWeights}.
 */
final class PublishedDecoder {

    /** Names listed in a message. */
    private static final int LISTED = 4;

    private final StateDictFile file;

    private PublishedDecoder(StateDictFile file) {
        this.file = file;
    }

    /**
     * What the decoder in a file is.
     *
     * @throws InputException when it is no RCDM network with learned variance, a tensor of it is missing, has another size
     *     or is one too many, or its image size has to be said
     */
    static DecoderSpec spec(StateDictFile file, PublishedWeights unseen) {
        UNetSpec unet;
        try {
            unet = new PublishedDecoder(file).unet(unseen);
        } catch (IllegalArgumentException impossible) {
            throw new InputException(file.name() + " cannot be loaded. " + impossible.getMessage(), impossible);
        }
        requireExactly(file, UNet.shapes(unet));
        return new DecoderSpec(
                unet,
                unseen.schedule(),
                unseen.steps(),
                PredictionType.NOISE,
                unet.conditionDim(),
                DecoderSpec.UNKNOWN,
                Path.of(file.name()).getFileName().toString());
    }

    private UNetSpec unet(PublishedWeights unseen) {
        if (file.names().contains("label_emb.weight")) {
            throw new InputException(
                    file.name()
                            + " is conditioned on class labels (it has a tensor label_emb.weight), not on embeddings: use weights of RCDM.");
        }
        int width = (int) shape("time_embed.0.weight", 2)[1];
        if (!file.names().contains("ssl_emb.weight")) {
            throw new InputException(
                    file.name()
                            + " has no tensor ssl_emb.weight, the layer for the embedding, so it draws without one: use weights of RCDM.");
        }
        long outputs = shape("out.2.weight", 4)[0];
        if (outputs != 6) {
            throw new InputException(
                    file.name() + ": out.2.weight has " + outputs
                            + " rows where 6 are needed: only networks that learn the variance (learn_sigma) can be drawn with.");
        }
        int stages = stages();
        int perLevel = stagesOfOneLevel(stages);
        int levels = stages / perLevel;
        List<Double> multipliers = new ArrayList<>();
        Set<Integer> attending = new HashSet<>();
        for (int level = 0; level < levels; level++) {
            String stage = "output_blocks." + (levels - 1 - level) * perLevel + ".";
            multipliers.add((double) shape(stage + "0.out_layers.3.weight", 4)[0] / width);
            if (file.names().contains(stage + "1.norm.weight")) {
                attending.add(level);
            }
        }
        int imageSize = unseen.imageSize().orElseGet(() -> publishedSize(multipliers));
        SortedSet<Integer> attention = new TreeSet<>();
        attending.forEach(level -> attention.add(Math.max(1, imageSize >> level)));
        return new UNetSpec(
                imageSize,
                width,
                perLevel - 1,
                multipliers,
                attention,
                unseen.heads(),
                unseen.headChannels(),
                unseen.newAttentionOrder(),
                shape("middle_block.0.emb_layers.1.weight", 2)[0]
                        == 2 * shape("middle_block.0.out_layers.3.weight", 4)[0],
                file.names().stream().noneMatch(name -> name.matches("output_blocks\\.\\d+\\.\\d\\.conv\\.weight")),
                (int) shape("ssl_emb.weight", 2)[1],
                UNetSpec.PICTURE,
                UNetSpec.PUBLISHED_GROUPS);
    }

    /** Stages of the way up, of all levels. */
    private int stages() {
        int stages = 0;
        while (file.names().contains("output_blocks." + stages + ".0.in_layers.0.weight")) {
            stages++;
        }
        if (stages == 0) {
            throw new InputException(file.name() + " has no tensor output_blocks.0.0.in_layers.0.weight"
                    + ": it is damaged or holds no decoder of RCDM.");
        }
        return stages;
    }

    /** The first level of the way up ends where its size changes: with a layer that is neither first nor attention. */
    private int stagesOfOneLevel(int stages) {
        for (int stage = 0; stage < stages; stage++) {
            String prefix = "output_blocks." + stage + ".";
            boolean resizes = file.names().stream()
                    .filter(name -> name.startsWith(prefix) && !name.startsWith(prefix + "0."))
                    .anyMatch(name -> name.endsWith(".in_layers.0.weight") || name.endsWith(".conv.weight"));
            if (resizes) {
                return stage + 1;
            }
        }
        return stages;
    }

    private int publishedSize(List<Double> multipliers) {
        for (int size : new int[] {64, 128, 256}) {
            if (UNetSpec.published(size, 1).multipliers().equals(multipliers)) {
                return size;
            }
        }
        throw new InputException(
                file.name()
                        + " does not show for which image size it was trained, and its levels are not those of a published size: say it with --decoder-size.");
    }

    private long[] shape(String name, int dimensions) {
        if (!file.names().contains(name)) {
            throw new InputException(
                    file.name() + " has no tensor " + name + ": it is damaged or holds no decoder of RCDM.");
        }
        long[] shape = file.shape(name);
        // What is larger than any network would only fail later, and worse.
        if (shape.length != dimensions || Arrays.stream(shape).anyMatch(side -> side < 1 || side > 1 << 20)) {
            throw new InputException(file.name() + ": the tensor " + name + " is " + Arrays.toString(shape)
                    + ", which no decoder of RCDM has.");
        }
        return shape;
    }

    private static void requireExactly(StateDictFile file, Map<String, long[]> expected) {
        List<String> missing = expected.keySet().stream()
                .filter(name -> !file.names().contains(name))
                .toList();
        List<String> unexpected = file.names().stream()
                .filter(name -> !expected.containsKey(name))
                .toList();
        List<String> wrong = new ArrayList<>();
        if (!missing.isEmpty()) {
            wrong.add("missing are " + list(missing));
        }
        if (!unexpected.isEmpty()) {
            wrong.add("not known are " + list(unexpected));
        }
        expected.forEach((name, shape) -> {
            if (file.names().contains(name) && !Arrays.equals(shape, file.shape(name))) {
                wrong.add(name + " is " + Arrays.toString(file.shape(name)) + " in place of " + Arrays.toString(shape));
            }
        });
        if (!wrong.isEmpty()) {
            throw new InputException(
                    file.name() + " is not the network that its tensors otherwise show: " + list(wrong) + ".");
        }
    }

    private static String list(List<String> names) {
        String shown = String.join(", ", names.subList(0, Math.min(LISTED, names.size())));
        return names.size() <= LISTED ? shown : shown + " and " + (names.size() - LISTED) + " more";
    }
}
