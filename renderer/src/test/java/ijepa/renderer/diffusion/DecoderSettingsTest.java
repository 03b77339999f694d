package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import ijepa.core.InputException;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.StrategyJson;
import ijepa.core.run.Metric;
import ijepa.core.run.MetricsReader;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a run makes of its settings. */
@Timeout(300)
class DecoderSettingsTest extends DecoderRunFixture {

    @Test
    void masksOfEverySamplerTrain() {
        List<MaskStrategy> strategies = Arrays.asList(
                new MaskStrategy.UnbiasedMultiBlock(MultiBlockParameters.PUBLISHED),
                new MaskStrategy.Rasterized(),
                MaskStrategy.OneBlock.PUBLISHED,
                MaskStrategy.RandomPatches.PUBLISHED);
        for (MaskStrategy strategy : strategies) {
            Path directory = folder.resolve("masks-" + strategy.kind());
            List<String> lines = new ArrayList<>();
            assertThat(run(
                            directory,
                            false,
                            Map.of(
                                    "masks",
                                    StrategyJson.toJson(strategy),
                                    "steps",
                                    1,
                                    "sheet_every",
                                    1,
                                    "image_share",
                                    0,
                                    "batch_size",
                                    PICTURES),
                            lines))
                    .as(strategy.toString())
                    .isEqualTo(RunState.FINISHED);
            // One picture of the batch is kept back for it.
            assertThat(lines)
                    .anyMatch(line -> line.matches("sketches of blocks, 8 pixels a side: .* explains -?\\d+% of .*"));
        }
    }

    @Test
    void aRunFromBeforeThereWasAChoicePredictsNoiseWithoutASketch() throws IOException {
        Path directory = Files.createDirectories(folder.resolve("older"));
        String all = settings(Map.of()).yaml();
        Files.writeString(
                directory.resolve("params-decoder.yaml"),
                all.lines()
                        .filter(line -> !line.matches("(predicts|sketch):.*"))
                        .collect(Collectors.joining("\n")));
        DecoderSettings older = DecoderSettings.read(new RunDirectory(directory));
        assertThat(older.predicts()).isEqualTo(PredictionType.NOISE);
        assertThat(older.sketch()).isZero();
        assertThat(DecoderSettings.parse(all, "all").predicts()).isEqualTo(PredictionType.VELOCITY);
    }

    @Test
    void settingsThatCannotBeAreNamed() throws IOException {
        assertThatThrownBy(() -> DecoderSettings.of(Map.of("stepz", 3)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("there is no field stepz");
        assertThatThrownBy(() -> settings(Map.of("steps", "many")))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps is \"many\"");
        assertThatThrownBy(() -> settings(Map.of("precision", "fp8")).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("must each have a value");
        assertThatThrownBy(() -> settings(Map.of("batch_size", 0)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("batch size is 0 but must be at least 1 picture");
        assertThatThrownBy(() -> settings(Map.of("keep_last", 0)).policy())
                .isInstanceOf(InputException.class)
                .hasMessage("keep_last is 0 but must be at least 1.");
        assertThatThrownBy(() ->
                        settings(Map.of("checkpoint_every", 2, "keep_every", 3)).policy())
                .isInstanceOf(InputException.class)
                .hasMessage("keep_every is 3 but must be a multiple of checkpoint_every, which is 2.");
        assertThatThrownBy(() -> settings(Map.of("groups", 32)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has 32 channels for 32 groups of a norm: give each at least two");
        assertThatThrownBy(() -> settings(Map.of("image_size", 15)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("image size must be a multiple of 2");
        Path directory = Files.createDirectories(folder.resolve("damaged"));
        Files.writeString(directory.resolve("params-decoder.yaml"), "steps: [");
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(directory)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("params-decoder.yaml is no YAML");
        Files.move(directory.resolve("params-decoder.yaml"), directory.resolve("params-ijepa.yaml"));
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(directory)))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is of another kind, pretraining, not decoder");
    }

    @Test
    void aRateThatFallsTowardsTheEndDependsOnWhereThatIs() throws IOException {
        Path directory = folder.resolve("annealed");
        Map<String, Object> annealed =
                new HashMap<>(Map.of("sheet_every", 0, "steps", 4, "warmup", 2, "anneal", 2, "batch_size", 1));
        assertThat(run(directory, false, annealed, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        assertThat(new MetricsReader(new RunDirectory(directory)).poll())
                .extracting(metric -> ((Metric.Named) metric).values().get("lr"))
                .containsExactly(1e-3, 2e-3, 2e-3, 1e-3);
        annealed.put("steps", 6);
        assertThatThrownBy(() -> run(directory, true, annealed, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("steps: 4 then, 6 now");
        assertThatThrownBy(() -> settings(Map.of("anneal", 6)).config())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("annealing is 6 but must be from 0 to the run's 5 steps");
    }
}
