package ijepa.renderer.diffusion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

import ijepa.core.InputException;
import ijepa.core.preflight.Finding;
import ijepa.core.run.RunDirectory;
import ijepa.core.run.RunState;
import ijepa.core.tensor.ComputeDevice;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A run that begins where another ended: with its weights, larger pictures, other weights of the encoder, or refused. */
@Timeout(300)
class DecoderRunStartTest extends DecoderRunFixture {

    @Test
    void aRunStartsFromADecodersWeightsAndWritesOneToDrawWith() throws Exception {
        Path first = folder.resolve("first");
        Path file = folder.resolve("decoder.safetensors");
        Map<String, Object> short1 = Map.of("sheet_every", 0, "steps", 1);
        Map<String, Object> more = new HashMap<>(short1);
        more.put("sketch", 0);
        run(first, false, more, new ArrayList<>());
        more.remove("sketch");
        more.put("start_from", checkpoint(first, 1).toString());
        more.put("decoder_file", file.toString());
        List<String> lines = new ArrayList<>();
        assertThat(run(folder.resolve("second"), false, more, lines)).isEqualTo(RunState.FINISHED);
        assertThat(lines).anyMatch(line -> line.contains("which were trained for 1 steps"));
        try (Decoder written = Decoder.load(file, new ComputeDevice.Cpu(), Precision.FP32);
                Decoder checkpoint = Decoder.load(
                        checkpoint(folder.resolve("second"), 1), new ComputeDevice.Cpu(), Precision.FP32)) {
            assertThat(written.trainedSteps()).isEqualTo(2);
            assertThat(checkpoint.trainedSteps()).isEqualTo(2);
        }
        // A half-size file holds the average alone and can be started from, too.
        more.put("start_from", file.toString());
        assertThat(run(folder.resolve("third"), false, more, lines)).isEqualTo(RunState.FINISHED);
        // What was learnt of small pictures goes on with larger ones; attention acts on level 1, 8 of 16 and 16 of 32
        // pixels.
        more.put("image_size", 32);
        more.put("attention", List.of(16));
        assertThat(run(folder.resolve("larger"), false, more, lines)).isEqualTo(RunState.FINISHED);
        try (Decoder larger = Decoder.load(file, new ComputeDevice.Cpu(), Precision.FP32)) {
            assertThat(larger.spec().unet().imageSize()).isEqualTo(32);
            assertThat(larger.trainedSteps()).isEqualTo(4);
        }
        // Or with a level more, which starts by halving and doubling.
        more.put("multipliers", List.of(1.0, 1.0, 1.0));
        more.put("attention", List.of(8));
        more.put("start_from", checkpoint(first, 1).toString());
        assertThat(run(folder.resolve("deeper"), false, more, lines)).isEqualTo(RunState.FINISHED);
        assertThat(lines).anyMatch(line -> line.contains("with one level more for larger pictures"));
        more.put("predicts", "NOISE");
        assertThatThrownBy(() -> run(folder.resolve("other"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a decoder that predicts the velocity, but these settings ask for the noise");
        more.remove("predicts");
        // The first had no sketch, all others have.
        more.put("start_from", file.toString());
        more.put("sketch", 0);
        assertThatThrownBy(() -> run(folder.resolve("blind"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("takes a sketch of its condition, but these settings have none")
                .hasMessageContaining("to its side, 8.");
        more.put("sketch", 4);
        assertThatThrownBy(() -> run(folder.resolve("coarser"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("has sketches of 8 pixels a side, but these settings ask for 4")
                .hasMessageContaining("set sketch (--sketch) to 8");
        more.remove("sketch");
        more.put("width", 64);
        assertThatThrownBy(() -> run(folder.resolve("fourth"), false, more, lines))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("is a decoder of another shape");
    }

    @Test
    void whatADecoderDidNotLearnIsRefusedUntilItHas() {
        Map<String, Object> blocks = new HashMap<>(Map.of("sheet_every", 0, "steps", 1, "image_share", 0, "drop", 0));
        run(folder.resolve("blocks"), false, blocks, new ArrayList<>());
        Path learnt = checkpoint(folder.resolve("blocks"), 1);
        Sampler sampler = new Sampler.DpmSolver();
        float[] embedding = new float[32];
        try (Decoder decoder = Decoder.load(learnt, new ComputeDevice.Cpu(), Precision.FP32)) {
            Decoder.Request whole =
                    new Decoder.Request(ConditionKind.IMAGE, embedding, new long[1], sampler, 1, 1, Optional.empty());
            assertThatThrownBy(() -> decoder.sample(whole, SamplingListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("was trained without whole images and cannot draw them: decode blocks");
            Decoder.Request guided =
                    new Decoder.Request(ConditionKind.BLOCK, embedding, new long[1], sampler, 1, 2, Optional.empty());
            assertThatThrownBy(() -> decoder.sample(guided, SamplingListener.NONE))
                    .isInstanceOf(InputException.class)
                    .hasMessageContaining("Guidance is 2.0")
                    .hasMessageContaining("not trained with conditions dropped");
            Decoder.Request plain =
                    new Decoder.Request(ConditionKind.BLOCK, embedding, new long[1], sampler, 1, 1, Optional.empty());
            assertThat(decoder.sample(plain, SamplingListener.NONE)).isPresent();
        }
        blocks.putAll(Map.of("image_share", 1, "drop", 0.2, "start_from", learnt.toString()));
        run(folder.resolve("images-after-blocks"), false, blocks, new ArrayList<>());
        try (DecoderFile.Stored before = DecoderFile.open(learnt);
                DecoderFile.Stored both = DecoderFile.open(checkpoint(folder.resolve("images-after-blocks"), 1))) {
            int block = ConditionKind.BLOCK.ordinal();
            int image = ConditionKind.IMAGE.ordinal();
            // What was learnt stays as it was; what is new is measured.
            float[][] first = before.conditioning().scale().deviation();
            float[][] second = both.conditioning().scale().deviation();
            assertThat(first[image]).containsOnly(1);
            assertThat(second[image]).doesNotContain(1);
            assertThat(second[block]).isEqualTo(first[block]).doesNotContain(1);
            Sketch sketchBefore = before.conditioning().sketch().orElseThrow();
            Sketch sketch = both.conditioning().sketch().orElseThrow();
            assertThat(sketchBefore.bias()[image]).containsOnly(0);
            assertThat(sketch.bias()[image]).doesNotContain(0);
            assertThat(sketch.weight()[block]).isEqualTo(sketchBefore.weight()[block]);
            assertThat(both.conditioning().learnt())
                    .isEqualTo(new LearntConditions(
                            Set.of(ConditionKind.BLOCK, ConditionKind.IMAGE), OptionalDouble.of(0.2)));
        }
    }

    @Test
    void aDecoderGoesOnForOtherWeightsWithAScaleAndSketchesOfTheirs() throws Exception {
        Path first = folder.resolve("for-model");
        Map<String, Object> other = new HashMap<>(Map.of("sheet_every", 0, "steps", 1));
        run(first, false, other, new ArrayList<>());
        other.put("start_from", checkpoint(first, 1).toString());
        other.put("checkpoint", model("another.safetensors", 3).toString());
        Path second = folder.resolve("for-another");
        List<String> lines = new ArrayList<>();
        assertThat(DecoderRun.of(settings(other), new RunDirectory(second), false, true, lines::add)
                        .run())
                .isEqualTo(RunState.FINISHED);
        assertThat(lines)
                .anyMatch(line -> line.contains("Going on all the same, as asked"))
                .anyMatch(line -> line.contains("their sketches are measured anew"));
        try (DecoderFile.Stored before = DecoderFile.open(checkpoint(first, 1));
                DecoderFile.Stored after = DecoderFile.open(checkpoint(second, 1))) {
            assertThat(after.step()).isEqualTo(2);
            assertThat(after.spec().encoder()).isNotEqualTo(before.spec().encoder());
            assertThat(after.conditioning().scale())
                    .usingRecursiveComparison()
                    .isNotEqualTo(before.conditioning().scale());
            assertThat(after.conditioning().sketch())
                    .usingRecursiveComparison()
                    .isNotEqualTo(before.conditioning().sketch());
        }
    }

    @Test
    void aRunThatGoesOnForOtherWeightsMeasuresThem() {
        Path directory = folder.resolve("goes-on");
        Map<String, Object> values = new HashMap<>(Map.of("sheet_every", 0, "steps", 1));
        run(directory, false, values, new ArrayList<>());
        DecoderFile.Stored before = DecoderFile.open(checkpoint(directory, 1));
        ConditionScale scale = before.conditioning().scale();
        before.close();
        values.put("checkpoint", model("newer.safetensors", 4).toString());
        values.put("steps", 2);
        // Cut off before the next checkpoint, and gone on with, without being asked again.
        assertThatThrownBy(() -> DecoderRun.of(settings(values), new RunDirectory(directory), true, true, line -> {
                            if (line.contains("  step 2/")) {
                                throw new IllegalStateException("cut off");
                            }
                        })
                        .run())
                .hasMessage("cut off");
        assertThat(checkpoint(directory, 2)).doesNotExist();
        assertThat(run(directory, true, values, new ArrayList<>())).isEqualTo(RunState.FINISHED);
        try (DecoderFile.Stored after = DecoderFile.open(checkpoint(directory, 2))) {
            assertThat(after.spec().encoderName()).isEqualTo("newer.safetensors");
            assertThat(after.conditioning().scale()).usingRecursiveComparison().isNotEqualTo(scale);
        }
    }

    @Test
    void theCheckRefusesWhatTheStartWould() {
        Path directory = folder.resolve("checked");
        Map<String, Object> values = new HashMap<>(Map.of("sheet_every", 0, "steps", 1));
        run(directory, false, values, new ArrayList<>());
        assertThat(check(values, directory, true)).isEmpty();
        values.put("learning_rate", 1e-3);
        assertThat(check(values, directory, true)).singleElement().asString().contains("learning_rate: 0.002 then");
        values.put("start_from", folder.resolve("missing.safetensors").toString());
        assertThat(check(values, folder.resolve("new"), false))
                .singleElement()
                .asString()
                .contains("missing");
        values.put("start_from", checkpoint(directory, 1).toString());
        assertThat(check(values, folder.resolve("new"), false)).isEmpty();
        values.put("width", 64);
        assertThat(check(values, folder.resolve("new"), false))
                .singleElement()
                .asString()
                .contains("another shape");
        values.put("width", 32);
        values.put("checkpoint", model("unlike.safetensors", 5).toString());
        assertThat(check(values, folder.resolve("new"), false))
                .singleElement()
                .asString()
                .contains("other weights");
        values.put("sheet_every", -1);
        assertThat(check(values, folder.resolve("new"), false))
                .singleElement()
                .asString()
                .contains("sheet_every");
        assertThat(folder.resolve("new")).doesNotExist();
    }

    /** What a check has against a run. */
    private static List<String> check(Map<String, Object> values, Path directory, boolean resume) {
        return DecoderPreflight.look(settings(values), new RunDirectory(directory), resume, false, line -> {})
                .findings()
                .stream()
                .filter(finding -> finding.level() == Finding.Level.FAILED)
                .map(Finding::text)
                .toList();
    }

    @Test
    void anotherEncoderAndOtherSettingsAreRefused() {
        Path directory = folder.resolve("refused");
        Map<String, Object> short1 = Map.of("sheet_every", 0, "steps", 1);
        run(directory, false, short1, new ArrayList<>());
        Map<String, Object> other = new HashMap<>(short1);
        other.put("checkpoint", model("other.safetensors", 2).toString());
        assertThatThrownBy(() -> run(directory, true, other, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(".* other weights \\(model.safetensors, digest [0-9a-f]{8}\\) than these"
                        + " \\(other.safetensors, digest [0-9a-f]{8}\\).*");
        other.put("start_from", checkpoint(directory, 1).toString());
        assertThatThrownBy(() -> run(folder.resolve("for-other"), false, other, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageMatching(".* other weights \\(model.safetensors, digest [0-9a-f]{8}\\) than these"
                        + " \\(other.safetensors, digest [0-9a-f]{8}\\).*");
        Map<String, Object> faster = new HashMap<>(short1);
        faster.put("learning_rate", 1e-3);
        assertThatThrownBy(() -> run(directory, true, faster, new ArrayList<>()))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("learning_rate: 0.002 then, 0.001 now");
        Map<String, Object> coarser = new HashMap<>(short1);
        coarser.put("sketch", 4);
        assertThatThrownBy(() -> DecoderRun.of(settings(coarser), new RunDirectory(directory), true, true, line -> {})
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("refused has sketches of 8 pixels a side, but these settings ask for 4");
        Map<String, Object> shorter = new HashMap<>(short1);
        shorter.put("steps", 2);
        Path beyond = folder.resolve("beyond");
        run(beyond, false, shorter, new ArrayList<>());
        assertThatThrownBy(() -> DecoderRun.of(settings(short1), new RunDirectory(beyond), true, true, line -> {})
                        .run())
                .isInstanceOf(InputException.class)
                .hasMessageContaining("2 steps are done and steps (--steps) is 1: give at least 2");
        assertThat(DecoderPreflight.look(settings(short1), new RunDirectory(beyond), true, false, line -> {})
                        .isFit())
                .isFalse();
        assertThatThrownBy(() -> run(directory, false, short1, new ArrayList<>()))
                .hasMessageContaining("holds a run already");
        assertThatThrownBy(() -> DecoderSettings.read(new RunDirectory(folder.resolve("nowhere"))))
                .hasMessageContaining("There is no run directory");
    }
}
