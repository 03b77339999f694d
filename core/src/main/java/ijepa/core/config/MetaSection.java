package ijepa.core.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import ijepa.core.model.PublishedSize;

/**
 * The section {@code meta}: the model and how it starts.
 *
 * @param copyData       kept for the official code, which copies data to a local disk with it
 * @param loadCheckpoint whether a new run starts from a checkpoint
 * @param model          {@code model_name}, written {@code vit_tiny} to {@code vit_giant}
 * @param predDepth      blocks of the predictor
 * @param predEmbDim     width of the predictor
 * @param readCheckpoint that checkpoint, from {@code logging.folder}; empty for the latest there
 * @param useBfloat16    matrix products in bfloat16; this is also where precision is chosen
 */
public record MetaSection(
        boolean copyData,
        boolean loadCheckpoint,
        PublishedSize model,
        int predDepth,
        int predEmbDim,
        Optional<String> readCheckpoint,
        boolean useBfloat16) {

    /** The official names, whose constants are those of {@link PublishedSize} behind {@code VIT_}. */
    private enum OfficialName {
        VIT_TINY(PublishedSize.TINY),
        VIT_SMALL(PublishedSize.SMALL),
        VIT_BASE(PublishedSize.BASE),
        VIT_LARGE(PublishedSize.LARGE),
        VIT_HUGE(PublishedSize.HUGE),
        VIT_GIANT(PublishedSize.GIANT);

        private final PublishedSize size;

        OfficialName(PublishedSize size) {
            this.size = size;
        }

        static OfficialName of(PublishedSize size) {
            return valueOf("VIT_" + size.name());
        }
    }

    static MetaSection read(SectionReader in) {
        return new MetaSection(
                in.flag("copy_data", false),
                in.flag("load_checkpoint", false),
                in.choice("model_name", OfficialName.class, OfficialName.VIT_BASE).size,
                in.whole("pred_depth", 12),
                in.whole("pred_emb_dim", 384),
                in.nullableText("read_checkpoint"),
                in.flag("use_bfloat16", true));
    }

    void check(Problems problems) {
        problems.require(
                predDepth >= 1 && predDepth <= 128,
                "meta.pred_depth",
                predDepth,
                "from 1 to 128 blocks; 6 to 16 is usual");
        int heads = model.encoder(16, 16).heads();
        problems.require(
                // The wrong heads are no reason to complain of the width.
                problems.concern("meta.model_name")
                        || predEmbDim >= 1 && predEmbDim <= 16_384 && predEmbDim % heads == 0 && predEmbDim % 4 == 0,
                "meta.pred_emb_dim",
                predEmbDim,
                "a multiple of 4 and of the encoder's " + heads + " attention heads, which the predictor has too; "
                        + nearestWidth(heads) + " would do");
    }

    /** The width nearest to the wanted one that heads and two-dimensional positions divide. */
    private int nearestWidth(int heads) {
        int step = heads % 4 == 0 ? heads : heads % 2 == 0 ? 2 * heads : 4 * heads;
        return Math.clamp(Math.round(predEmbDim / (float) step), 1, 16_384 / step) * step;
    }

    /** Where the checkpoint to start from is, as the published code finds it; empty where a run starts afresh. */
    public Optional<Path> startsFrom(LoggingSection logging) {
        return loadCheckpoint
                ? Optional.of(Path.of(logging.folder())
                        .resolve(readCheckpoint.orElse(logging.writeTag() + "-latest.pth.tar")))
                : Optional.empty();
    }

    MetaSection absolute(LoggingSection logging) {
        return new MetaSection(
                copyData,
                loadCheckpoint,
                model,
                predDepth,
                predEmbDim,
                startsFrom(logging)
                        .map(file -> file.toAbsolutePath().normalize().toString())
                        .or(() -> readCheckpoint),
                useBfloat16);
    }

    Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("copy_data", copyData);
        map.put("load_checkpoint", loadCheckpoint);
        map.put("model_name", SectionReader.nameOf(OfficialName.of(model)));
        map.put("pred_depth", predDepth);
        map.put("pred_emb_dim", predEmbDim);
        map.put("read_checkpoint", readCheckpoint.orElse(null));
        map.put("use_bfloat16", useBfloat16);
        return map;
    }
}
