package ijepa.core.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.config.PretrainFile;
import ijepa.core.config.WorkbenchSection;
import ijepa.core.image.Augmentation;
import ijepa.core.mask.Masking;
import ijepa.core.mask.MultiBlockSettings;
import ijepa.core.mask.PatchGrid;
import ijepa.core.model.PublishedSize;
import ijepa.core.tensor.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PretrainConfigTest {

    private static PretrainConfig config(String... overrides) {
        return PretrainConfig.of(PretrainFile.read(
                Path.of("src/test/resources/golden/configs/in1k_vith14_ep300.yaml"), List.of(overrides)));
    }

    @Test
    void thePublishedHugeModelIsWhatItsFileSays() {
        PretrainConfig config = config();
        assertThat(config.model()).isEqualTo(PublishedSize.HUGE.model(224, 14, 384, 12));
        assertThat(config.masks())
                .isEqualTo(new Masking.MultiBlock(MultiBlockSettings.published(new PatchGrid(16, 16))));
        assertThat(config.optimization())
                .isEqualTo(new OptimizationConfig(300, 40, 2e-4, 1e-3, 1e-6, 0.04, 0.4, 0.996, 1, 1));
        assertThat(config.loader().batchSize()).isEqualTo(128);
        assertThat(config.loader().imageSize()).isEqualTo(224);
        assertThat(config.loader().minScale()).isEqualTo(0.3);
        assertThat(config.loader().maxScale()).isEqualTo(1);
        assertThat(config.loader().augmentation()).isEqualTo(Augmentation.NONE);
        assertThat(config.loader().threads()).isBetween(1, Runtime.getRuntime().availableProcessors());
        assertThat(config.loss()).isEqualTo(Loss.SMOOTH_L1);
        assertThat(config.regulariser()).isEqualTo(new Regulariser.None());
        assertThat(config.precision()).isEqualTo(Precision.BF16);
        assertThat(config.seed()).isZero();
    }

    @Test
    void ourOwnSectionDecidesTheRest() {
        PretrainConfig config = config(
                "meta.use_bfloat16=false",
                "data.use_horizontal_flip=true",
                "workbench.seed=5",
                "workbench.loss=l2",
                "workbench.loader.cache_gb=0.5",
                "workbench.regulariser={kind: variance_covariance, weight: 0.3, covariance: 0.1, scope: tokens}");
        assertThat(config.precision()).isEqualTo(Precision.FP32);
        assertThat(config.loader().augmentation().flip()).isTrue();
        assertThat(config.loader().seed()).isEqualTo(5);
        assertThat(config.loader().cacheBytes()).isEqualTo(500_000_000);
        assertThat(config.seed()).isEqualTo(5);
        assertThat(config.loss()).isEqualTo(Loss.L2);
        assertThat(config.regulariser())
                .isEqualTo(new Regulariser.VarianceCovariance(0.3, 0.1, Regulariser.Scope.TOKENS));
    }

    @Test
    void augmentationsAreTakenByTheirOfficialNames() {
        PretrainConfig config = config(
                "data.use_color_distortion=true", "data.color_jitter_strength=0.5", "data.use_gaussian_blur=true");
        assertThat(config.loader().augmentation()).isEqualTo(new Augmentation(false, true, 0.5, true));
    }

    @ParameterizedTest
    @EnumSource(WorkbenchSection.Distance.class)
    void everyDistanceOfTheFileIsALoss(WorkbenchSection.Distance distance) {
        assertThat(config("workbench.loss=" + distance).loss().name()).isEqualTo(distance.name());
    }

    @ParameterizedTest
    @ValueSource(strings = {"multiblock", "random", "block", "rasterized"})
    void everySamplerOfEqualLengthsIsTrainedWith(String kind) {
        assertThat(config("workbench.sampler.kind=" + kind).masks().whyUnequal())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "workbench.sampler.kind=unbiased, use multiblock",
    })
    void whatCannotBeTrainedWithIsRefusedByName(String override, String remedy) {
        assertThatThrownBy(() -> config(override))
                .isInstanceOf(InputException.class)
                .hasMessageContaining(override.substring(0, override.indexOf('=')))
                .hasMessageContaining(remedy);
    }

    @Test
    void quadrantsNeedAnEvenGrid() {
        assertThatThrownBy(() -> config("workbench.sampler.kind=rasterized", "data.crop_size=210"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("on a grid of 15 x 15 patches the quadrants");
    }
}
