package ijepa.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.SequencedMap;

import ijepa.core.tensor.Kernels.FeatureSpread;
import ijepa.core.train.GradientNorms;
import ijepa.core.train.TrainingStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The quick reader of metrics against what was written, and against the reader of any JSON. */
class MetricsScannerTest {

    private static final String STEP = """
            {"kind":"step","step":3,"epoch":0,"iteration":3,"loss":0.25,"objective":0.5,"lr":1.0E-4,"weight_decay":0.04,\
            "momentum":0.996,"mask_context":12,"mask_target":9,"grad_first":1.0,"grad_last":2.0,"grad_min":0.5,"grad_max":3.0,\
            "seconds":0.5,"images_per_second":80.0,"wait_share":0.0,"memory_bytes":1024,"time":1.7E9}""";

    private static Optional<Metric> scan(String line) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return new MetricsScanner().read(bytes, 0, bytes.length);
    }

    /** Doubles of every size and any digits. */
    private static double any(Random random) {
        double value = Double.longBitsToDouble(random.nextLong());
        return switch (random.nextInt(3)) {
            case 0 -> random.nextFloat();
            case 1 -> random.nextInt();
            default -> Double.isFinite(value) ? value : random.nextGaussian();
        };
    }

    @Test
    void anyStepComesBackToTheLastBit() {
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            Metric.Step step = new Metric.Step(
                    random.nextLong(1L << 50),
                    random.nextInt(1 << 30),
                    random.nextInt(1 << 30),
                    any(random),
                    any(random),
                    new TrainingStep.Rates(any(random), any(random), any(random)),
                    random.nextInt(1 << 20),
                    random.nextInt(1 << 20),
                    new GradientNorms(any(random), any(random), any(random), any(random), any(random)),
                    random.nextBoolean() ? Optional.of(new FeatureSpread(any(random), any(random))) : Optional.empty(),
                    any(random),
                    any(random),
                    any(random),
                    random.nextLong(1L << 50),
                    random.nextBoolean() ? OptionalLong.of(random.nextLong(1L << 50)) : OptionalLong.empty(),
                    any(random));
            assertThat(scan(MetricsJson.write(step).strip())).contains(step);
        }
    }

    @Test
    void namedStepsAndProbesComeBack() {
        SequencedMap<String, Double> values = new LinkedHashMap<>();
        values.put("mse", 0.1);
        values.put("größe", -1e-300);
        Metric named = new Metric.Named(7, 1, 2, 0.3, values, 0.5, 80, 0.01, 1 << 20, OptionalLong.of(5), 1.7e9);
        assertThat(scan(MetricsJson.write(named).strip())).contains(named);
        Metric probe = new Metric.Probe(294, 1, 0.43, new FeatureSpread(0.3, 81.3), 1.7e9);
        assertThat(scan(MetricsJson.write(probe).strip())).contains(probe);
    }

    @Test
    void theOrderOfNamesDoesNotMatter() {
        String turned = STEP.replace("\"kind\":\"step\",", "").replace("1.7E9}", "1.7E9,\"kind\":\"step\"}");
        assertThat(scan(turned)).isEqualTo(scan(STEP)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "no json",
                "{\"kind\":\"step\",\"step\":2,",
                "{\"kind\":\"other\"}",
                "{\"kind\":\"probe\",\"steps_done\":1,\"epoch\":0,\"knn_accuracy\":0.5,\"feature_std\":1,\"time\":2}",
                "{\"kind\":\"probe\",\"steps_done\":,\"epoch\":0}",
                "{\"kind\":\"probe\",\"steps_done\":1\"epoch\":0}"
            })
    void whatIsNoRecordIsNone(String line) {
        assertThat(scan(line)).isEmpty();
        assertThat(MetricsJson.read(line)).isEmpty();
    }

    /** White space, escapes, numbers that are none and fields of a later version. */
    @Test
    void whatItDoesNotUnderstandIsReadAsAnyJson() {
        List<String> others = List.of(
                STEP.replace(":", ": "),
                STEP.replace("kind", "k\\u0069nd"),
                STEP.replace("\"loss\":0.25", "\"loss\":NaN"),
                STEP.replace("\"loss\"", "\"words\":{\"a\":[1,2]},\"loss\""));
        for (String line : others) {
            assertThat(scan(line)).isEmpty();
        }
        byte[] text = (String.join("\n", others) + "\n").getBytes(StandardCharsets.UTF_8);
        List<Metric> found = new ArrayList<>();
        MetricsJson.readLines(text, text.length, found);
        assertThat(found).extracting(Metric::stepsDone).containsExactly(4L, 4L, 4L, 4L);
        assertThat(found.get(0)).isEqualTo(scan(STEP).orElseThrow()).isEqualTo(found.get(1));
        assertThat(((Metric.Step) found.get(2)).loss()).isNaN();
    }
}
