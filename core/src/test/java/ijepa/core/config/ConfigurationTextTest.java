package ijepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ijepa.core.InputException;
import ijepa.core.mask.MaskStrategy;
import ijepa.core.mask.MultiBlockParameters;
import ijepa.core.mask.Range;
import org.junit.jupiter.api.Test;

class ConfigurationTextTest {

    private static final String TEXT = """
            # Mine: größer ≥ 1 😀
            data:
              batch_size: 64 # as large as fits
              crop_scale:
              - 0.3   # from
              - 1.0
              # where they are
              root_path: pictures
            optimization: {lr: 1e-3, ema: [0.996, 1.0]}
            workbench:   # ours
            """;

    private static ConfigurationText text(String yaml) {
        return ConfigurationText.parse(yaml, "mine.yaml");
    }

    @Test
    void valuesAreReadByPath() {
        assertThat(text(TEXT).value("data.batch_size")).contains(64);
        assertThat(text(TEXT).value("data.crop_scale[1]")).contains(1.0);
        assertThat(text(TEXT).value("data.crop_scale[2]")).isEmpty();
        assertThat(text(TEXT).value("workbench.device.name")).isEmpty();
        assertThat(text(TEXT).value("data.batch_size.more")).isEmpty();
    }

    @Test
    void oneValueChangesAndEverythingElseStays() {
        ConfigurationText changed = text(TEXT)
                .with("data.batch_size", 128)
                .with("data.crop_scale[0]", 0.2)
                .with("data.root_path", "a: b")
                .with("optimization.ema", List.of(0.99, 1.0))
                .with("optimization.lr", 5e-5);
        assertThat(changed.text())
                .isEqualTo(TEXT.replace("64 #", "128 #")
                        .replace("0.3   # from", "0.2   # from")
                        .replace("pictures", "'a: b'")
                        .replace("0.996", "0.99")
                        .replace("1e-3", "5.0e-05"));
        assertThat(changed.value("data.root_path")).contains("a: b");
        assertThat(text(TEXT).with("data.crop_scale[1]", 1).text()).isEqualTo(TEXT);
    }

    @Test
    void whatIsMissingIsAdded() {
        ConfigurationText changed = text(TEXT)
                .with("workbench.device.name", "cpu")
                .with("workbench.device.threads", 2)
                .with("workbench.seed", 3)
                .with("data.use_horizontal_flip", true)
                .with("optimization.warmup", 3)
                .with("mask.patch_size", 8);
        assertThat(changed.text())
                .contains("  root_path: pictures\n  use_horizontal_flip: true\noptimization:")
                .contains("ema: [0.996, 1.0], warmup: 3}\n")
                .contains("workbench:   # ours\n")
                .endsWith("  device:\n    name: cpu\n    threads: 2\n  seed: 3\nmask:\n  patch_size: 8\n");
        assertThat(changed.value("workbench.device.threads")).contains(2);
        assertThat(text("# nothing yet\n{}").with("a.b", "x").value("a.b")).contains("x");
    }

    @Test
    void nothingAndOtherShapesAreReplaced() {
        assertThat(text("a:\nb: 1\n").with("a", "x").text()).isEqualTo("a: x\nb: 1\n");
        assertThat(text("a: null\nb: 1\n").with("a", true).text()).isEqualTo("a: true\nb: 1\n");
        assertThat(text("a: x\nb: 1\n").with("a", null).text()).isEqualTo("a: null\nb: 1\n");
        assertThat(text("a:\n- 1\n- 2\n- 3\n# end\nb: 1\n")
                        .with("a", List.of(1, 2))
                        .text())
                .isEqualTo("a: [1, 2]\n# end\nb: 1\n");
        assertThat(text("a: 5\n").with("a[1]", 7.5).text()).isEqualTo("a: [7.5, 7.5]\n");
        assertThat(text("a: cpu\n").with("a.name", "cpu").text()).isEqualTo("a:\n  name: cpu\n");
        assertThat(text("a: |\n  one\n  two\nb: 1\n").with("a", "three").text()).isEqualTo("a: three\nb: 1\n");
        assertThat(text("a: 1").with("b", "1e-6").text()).isEqualTo("a: 1\nb: '1e-6'");
    }

    @Test
    void theRecipesKeepTheirComments() {
        for (Recipe recipe : Recipe.all()) {
            ConfigurationText changed = text(recipe.text())
                    .with("data.batch_size", 7)
                    .with("workbench.checkpointing.every_minutes", 2.5)
                    .with(SamplerSettings.of(
                            new MaskStrategy.MultiBlock(MultiBlockParameters.PUBLISHED
                                    .withTargets(3)
                                    .withMinKeep(4)),
                            Optional.empty()));
            PretrainFile file = changed.read();
            assertThat(file.data().batchSize()).isEqualTo(7);
            assertThat(file.workbench().checkpointing().everyMinutes()).isEqualTo(2.5);
            assertThat(file.mask().numPredMasks()).isEqualTo(3);
            assertThat(changed.text())
                    .startsWith(recipe.text().lines().findFirst().orElseThrow());
        }
    }

    @Test
    void everyStrategyIsFields() {
        String small = Recipe.named(Recipe.USUAL).text();
        assertThat(text(small)
                        .with(SamplerSettings.of(new MaskStrategy.RandomPatches(new Range(0.3, 0.5)), Optional.empty()))
                        .read()
                        .workbench()
                        .sampler()
                        .ratio())
                .isEqualTo(new Interval(0.3, 0.5));
        assertThat(text(small)
                        .with(SamplerSettings.of(MaskStrategy.OneBlock.PUBLISHED, Optional.empty()))
                        .read()
                        .masking()
                        .sampler())
                .isNotNull();
        assertThat(SamplerSettings.of(new MaskStrategy.Rasterized(), Optional.empty()))
                .containsOnlyKeys("workbench.sampler.kind");
        assertThat(SamplerSettings.of(new MaskStrategy.Custom(null), Optional.of(Path.of("/here/layout.json"))))
                .containsEntry("workbench.sampler.layout", "/here/layout.json");
    }

    @Test
    void problemsAreKnownByTheirField() {
        ConfigurationText wrong = text(Recipe.named(Recipe.USUAL).text())
                .with("optimization.lr", "fast")
                .with("data.crop_size", 63);
        ConfigurationException problems = catchThrowableOfType(ConfigurationException.class, wrong::read);
        assertThat(problems.byPath()).containsOnlyKeys("optimization.lr", "data.crop_size");
        assertThat(problems.byPath().get("optimization.lr")).contains("'fast'").contains("must be a number");
        assertThatThrownBy(() -> text("data:\n  a: [1\nb: 2\n"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("mine.yaml is not YAML in line 3");
    }
}
