package ijepa.core.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;

import ijepa.core.InputException;
import ijepa.core.model.PublishedSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecipeTest {

    @Test
    void everyRecipeIsValidSaysWhatItIsAndHasNothingUnknown() {
        assertThat(Recipe.all()).hasSize(5).allSatisfy(recipe -> {
            PretrainFile file = recipe.read(List.of());
            assertThat(file.unknownPaths()).isEmpty();
            assertThat(recipe.about()).isNotEmpty().endsWith(".");
            assertThat(PretrainFile.parse(file.toYaml(), "again", List.of())).isEqualTo(file);
        });
    }

    @ParameterizedTest
    @CsvSource({
        "official-vith14, in1k_vith14_ep300",
        "official-vith16-448, in1k_vith16-448_ep300",
        "official-vith14-in22k, in22k_vith14_ep66",
        "official-vitg16-in22k, in22k_vitg16_ep44"
    })
    void theOfficialOnesDifferFromThePublishedFilesInPathsOnly(String recipe, String published) {
        PretrainFile file =
                PretrainFile.read(Path.of("src/test/resources/golden/configs/" + published + ".yaml"), List.of());
        PretrainFile own = Recipe.named(recipe)
                .read(List.of(
                        "data.root_path=" + file.data().rootPath(),
                        "data.image_folder=" + file.data().imageFolder(),
                        "logging.folder=" + file.logging().folder()));
        assertThat(own).isEqualTo(file);
    }

    @Test
    void theSmallOneIsWhatWasFoundToWork() {
        PretrainFile file = Recipe.named(Recipe.USUAL).read(List.of());
        assertThat(file.meta().model()).isEqualTo(PublishedSize.TINY);
        assertThat(file.grid().size()).isEqualTo(64);
        assertThat(file.optimization())
                .isEqualTo(new OptimizationSection(new Interval(0.996, 1), 120, 1e-6, 0.2, 1, 4e-4, 8e-5, 3, 0.2));
        assertThat(file.data().useHorizontalFlip()).isTrue();
        assertThat(file.workbench().regulariser())
                .isEqualTo(new WorkbenchSection.Spread(
                        WorkbenchSection.SpreadKind.VARIANCE_COVARIANCE,
                        0.1,
                        0.04,
                        WorkbenchSection.SpreadScope.TOKENS,
                        256,
                        17));
    }

    @Test
    void anUnknownNameGetsTheNamesThereAre() {
        assertThatThrownBy(() -> Recipe.named("tiny"))
                .isInstanceOf(InputException.class)
                .hasMessageContaining("There is no recipe 'tiny': the recipes are small, official-vith14");
    }
}
