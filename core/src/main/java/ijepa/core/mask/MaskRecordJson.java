package ijepa.core.mask;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import ijepa.core.InputException;

/**
 * Recorded masks as JSON, in the form that the official collators' output is published in for tests: for multi-block
 * masks {@code {"note": ..., "cases": [...]}}, for random masks a list of iterations.
 */
public final class MaskRecordJson {

    private static final Gson GSON = new Gson();
    private static final String NOTE =
            "context[j][b] / target[k][b]: patch indices, row-major, after batch truncation; global generator seeded once"
                    + " with global_seed, block sizes from a generator seeded with the iteration";

    private MaskRecordJson() {}

    public static String write(List<MultiBlockRecord> cases) {
        Document document = new Document();
        document.note = NOTE;
        document.cases = cases.stream().map(Case::of).toList();
        return GSON.toJson(document);
    }

    public static String writeRandom(List<RandomRecord> iterations) {
        return GSON.toJson(iterations.stream().map(Step::of).toList());
    }

    /**
     * Reads multi-block masks.
     *
     * @param name what messages call the text
     * @throws InputException when it has another form or impossible settings
     */
    public static List<MultiBlockRecord> read(String json, String name) {
        Document document = parse(json, Document.class, name);
        if (document.cases == null) {
            throw new InputException(name + " holds no recorded masks: \"cases\" is missing.");
        }
        List<MultiBlockRecord> cases = new ArrayList<>();
        for (Case one : document.cases) {
            String place = name + ", case " + cases.size();
            if (one == null || !one.isComplete()) {
                throw new InputException(place + " lacks a field: it needs all that \"ijepa masks --json\" writes.");
            }
            try {
                cases.add(one.record());
            } catch (IllegalArgumentException | InputException impossible) {
                throw new InputException(place + ": " + impossible.getMessage(), impossible);
            }
        }
        return cases;
    }

    /** Reads random masks, a list of iterations. */
    public static List<RandomRecord> readRandom(JsonElement json, String name) {
        try {
            List<RandomRecord> iterations = new ArrayList<>();
            for (JsonElement element : json.getAsJsonArray()) {
                Step step = GSON.fromJson(element, Step.class);
                if (step == null || !step.isComplete()) {
                    throw new InputException(
                            name + ", entry " + iterations.size() + " lacks \"iteration\", \"context\" or \"target\".");
                }
                iterations.add(new RandomRecord(step.iteration, step.context, step.target));
            }
            return iterations;
        } catch (JsonParseException | IllegalStateException failure) {
            throw new InputException(name + " holds no recorded random masks: it is not JSON of that form.", failure);
        }
    }

    private static <T> T parse(String json, Class<T> type, String name) {
        try {
            T parsed = GSON.fromJson(json, type);
            if (parsed != null) {
                return parsed;
            }
        } catch (JsonParseException failure) {
            throw new InputException(name + " holds no recorded masks: it is not JSON of that form.", failure);
        }
        throw new InputException(name + " holds no recorded masks: it is empty.");
    }

    private static final class Document {
        private String note;
        private List<Case> cases;
    }

    /** Field names are those of the JSON, so that the order of the text is the order of this class. */
    private static final class Case {
        @SerializedName("global_seed")
        private Long globalSeed;

        @SerializedName("batch_size")
        private Integer batchSize;

        @SerializedName("input_size")
        private int[] inputSize;

        @SerializedName("patch_size")
        private Integer patchSize;

        @SerializedName("pred_mask_scale")
        private double[] targetScale;

        @SerializedName("enc_mask_scale")
        private double[] contextScale;

        @SerializedName("aspect_ratio")
        private double[] aspect;

        @SerializedName("nenc")
        private Integer contexts;

        @SerializedName("npred")
        private Integer targets;

        @SerializedName("min_keep")
        private Integer minKeep;

        @SerializedName("allow_overlap")
        private Boolean allowOverlap;

        private List<Step> iterations;

        static Case of(MultiBlockRecord masks) {
            Case json = new Case();
            MultiBlockSettings settings = masks.settings();
            json.globalSeed = masks.globalSeed();
            json.batchSize = masks.batchSize();
            json.inputSize = new int[] {masks.imageHeight(), masks.imageWidth()};
            json.patchSize = masks.patchSize();
            json.targetScale = pair(settings.targetScale());
            json.contextScale = pair(settings.contextScale());
            json.aspect = pair(settings.targetAspect());
            json.contexts = settings.contexts();
            json.targets = settings.targets();
            json.minKeep = settings.minKeep();
            json.allowOverlap = settings.allowOverlap();
            json.iterations = masks.iterations().stream().map(Step::of).toList();
            return json;
        }

        private static double[] pair(Range range) {
            return new double[] {range.min(), range.max()};
        }

        private static Range range(double[] pair) {
            return new Range(pair[0], pair[1]);
        }

        boolean isComplete() {
            return globalSeed != null
                    && batchSize != null
                    && inputSize != null
                    && inputSize.length == 2
                    && patchSize != null
                    && isPair(targetScale)
                    && isPair(contextScale)
                    && isPair(aspect)
                    && contexts != null
                    && targets != null
                    && minKeep != null
                    && allowOverlap != null
                    && iterations != null
                    && iterations.stream().allMatch(step -> step != null && step.isComplete() && step.hasSizes());
        }

        private static boolean isPair(double[] pair) {
            return pair != null && pair.length == 2;
        }

        MultiBlockRecord record() {
            int height = inputSize[0];
            int width = inputSize[1];
            MultiBlockSettings settings = new MultiBlockSettings(
                    PatchGrid.ofImage(height, width, patchSize),
                    range(targetScale),
                    range(contextScale),
                    range(aspect),
                    targets,
                    contexts,
                    minKeep,
                    allowOverlap);
            return new MultiBlockRecord(
                    globalSeed,
                    batchSize,
                    height,
                    width,
                    patchSize,
                    settings,
                    iterations.stream().map(Step::multiBlock).toList());
        }
    }

    private static final class Step {
        private Long iteration;

        @SerializedName("pred_block_hw")
        private int[] targetSize;

        @SerializedName("enc_block_hw")
        private int[] contextSize;

        private int[][][] context;
        private int[][][] target;

        static Step of(MultiBlockRecord.Iteration masks) {
            Step step = new Step();
            step.iteration = masks.number();
            step.targetSize =
                    new int[] {masks.targetSize().height(), masks.targetSize().width()};
            step.contextSize =
                    new int[] {masks.contextSize().height(), masks.contextSize().width()};
            step.context = masks.context();
            step.target = masks.target();
            return step;
        }

        static Step of(RandomRecord masks) {
            Step step = new Step();
            step.iteration = masks.number();
            step.context = masks.context();
            step.target = masks.target();
            return step;
        }

        boolean isComplete() {
            return iteration != null && isFilled(context) && isFilled(target);
        }

        private static boolean isFilled(int[][][] masks) {
            return masks != null
                    && masks.length > 0
                    && Arrays.stream(masks)
                            .allMatch(ofImages -> ofImages != null
                                    && ofImages.length > 0
                                    && Arrays.stream(ofImages).allMatch(Objects::nonNull));
        }

        boolean hasSizes() {
            return targetSize != null && targetSize.length == 2 && contextSize != null && contextSize.length == 2;
        }

        MultiBlockRecord.Iteration multiBlock() {
            return new MultiBlockRecord.Iteration(
                    iteration,
                    new BlockSize(targetSize[0], targetSize[1]),
                    new BlockSize(contextSize[0], contextSize[1]),
                    context,
                    target);
        }
    }
}
