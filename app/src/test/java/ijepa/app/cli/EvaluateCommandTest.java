package ijepa.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import ijepa.core.checkpoint.ElementType;
import ijepa.core.checkpoint.ModelFile;
import ijepa.core.image.Fit;
import ijepa.core.image.ImageReading;
import ijepa.core.image.Normalisation;
import ijepa.core.mask.MultiBlockSampler;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.model.EncoderSpec;
import ijepa.core.model.IJepa;
import ijepa.core.model.Initialisation;
import ijepa.core.model.ModelSpec;
import ijepa.core.model.Prediction;
import ijepa.core.model.PredictorSpec;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import ijepa.renderer.map.BlockErrors;
import ijepa.renderer.map.Distance;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    private static final ModelSpec SPEC =
            new ModelSpec(new EncoderSpec(48, 8, 16, 2, 2, 4), new PredictorSpec(8, 1, 2));

    @TempDir
    private static Path folder;

    private static Path weights;
    private static Path pictures;

    @BeforeAll
    static void writeModelAndPictures() throws IOException {
        weights = folder.resolve("tiny.safetensors");
        try (IJepa model = load()) {
            ModelFile.write(model, ElementType.F32, Map.of(), weights);
        }
        pictures = folder.resolve("pictures");
        for (String name : new String[] {"animal/cat.jpg", "animal/walrus.jpg", "plant/dahlia.jpg"}) {
            Path file = pictures.resolve(name);
            Files.createDirectories(file.getParent());
            try (var sample =
                    EvaluateCommandTest.class.getResourceAsStream("/ijepa/sample-images/" + file.getFileName())) {
                Files.write(file, sample.readAllBytes());
            }
        }
        Files.writeString(pictures.resolve("plant/text.jpg"), "no picture");
    }

    private static IJepa load() {
        return IJepa.load(SPEC, new Initialisation(SPEC, 5), new ComputeDevice.Cpu(), Precision.FP32);
    }

    @Test
    void predictionErrorsAreTheMeansOverAllBlocksOfAllPictures() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "prediction",
                pictures.toString(),
                "--checkpoint",
                weights.toString(),
                "--seed",
                "2",
                "--device",
                "cpu",
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject found = JsonParser.parseString(run.out()).getAsJsonObject();
        assertThat(found.get("pictures").getAsInt()).isEqualTo(3);
        assertThat(found.get("unreadable").getAsInt()).isEqualTo(1);
        assertThat(found.get("blocks").getAsInt()).isEqualTo(12);

        double predicted = 0;
        double nearest = 0;
        MultiBlockSampler sampler = new MultiBlockSampler(
                MultiBlockSettings.nearestToPublished(SPEC.encoder().grid()));
        String[] readable = {"animal/cat.jpg", "animal/walrus.jpg", "plant/dahlia.jpg"};
        try (IJepa model = load()) {
            for (int i = 0; i < readable.length; i++) {
                Prediction prediction = model.predict(
                        Normalisation.apply(Fit.CENTRE_CROP.apply(
                                ImageReading.read(pictures.resolve(readable[i]), ImageReading.Orientation.AS_STORED),
                                48)),
                        sampler.draw(i, 2));
                BlockErrors.Entry mean =
                        BlockErrors.of(prediction, Distance.COSINE).mean();
                predicted += mean.predicted() / readable.length;
                nearest += mean.nearestContext() / readable.length;
            }
        }
        JsonObject cosine = found.getAsJsonObject("errors").getAsJsonObject("cosine");
        assertThat(cosine.get("predicted").getAsDouble()).isCloseTo(predicted, within(1e-9));
        assertThat(cosine.get("nearestContext").getAsDouble()).isCloseTo(nearest, within(1e-9));
        assertThat(cosine.get("setMean").getAsDouble()).isPositive();
    }

    @Test
    void neighboursOfThePicturesThemselvesAgree() {
        CommandRun run = CommandRun.of(
                "evaluate",
                "neighbours",
                pictures.toString(),
                pictures.toString(),
                "--checkpoint",
                weights.toString(),
                "--json");
        assertThat(run.status()).as(run.err()).isZero();
        JsonObject found = JsonParser.parseString(run.out()).getAsJsonObject();
        // Two animals outvote one plant wherever the features are alike, so two or three of three are right.
        assertThat(found.get("accuracy").getAsDouble()).isGreaterThan(0.6);
        assertThat(found.get("effective_rank").getAsDouble()).isBetween(1.0, 3.0);
    }

    @Test
    void wrongInputGetsOneSentence() {
        CommandRun none = CommandRun.of(
                "evaluate", "prediction", folder.resolve("nothing").toString());
        assertThat(none.status()).isEqualTo(2);
        assertThat(none.err()).contains("There is no folder").hasLineCount(1);
        CommandRun zero = CommandRun.of("evaluate", "prediction", pictures.toString(), "--images", "0");
        assertThat(zero.status()).isEqualTo(2);
        assertThat(zero.err()).contains("--images is 0").hasLineCount(1);
    }
}
