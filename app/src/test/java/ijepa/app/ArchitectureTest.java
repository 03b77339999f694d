package ijepa.app;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The arrows of the house: app to renderer to core, and who may know which library. */
class ArchitectureTest {

    private static JavaClasses house;

    @BeforeAll
    static void readAllModules() {
        house = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("ijepa");
    }

    @Test
    void allModulesAreSeen() {
        assertThat(house.stream().map(type -> type.getPackageName()))
                .contains("ijepa.core.tensor", "ijepa.core.mask", "ijepa.app.shell");
    }

    @Test
    void coreKnowsNeitherRendererNorApp() {
        noClasses()
                .that()
                .resideInAPackage("ijepa.core..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ijepa.renderer..", "ijepa.app..")
                .check(house);
    }

    @Test
    void rendererDoesNotKnowTheApp() {
        noClasses()
                .that()
                .resideInAPackage("ijepa.renderer..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ijepa.app..")
                .allowEmptyShould(true)
                .check(house);
    }

    @Test
    void onlyTheAppHasAWindow() {
        noClasses()
                .that()
                .resideOutsideOfPackage("ijepa.app..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("javafx..")
                .check(house);
    }

    @Test
    void onlyOneRoomKnowsTheEngine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("ijepa.core.tensor")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl.pytorch..")
                .check(house);
    }

    @Test
    void masksNeedNoTensors() {
        noClasses()
                .that()
                .resideInAPackage("ijepa.core.mask")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("ai.djl..")
                .check(house);
    }

    @Test
    void modelsOfViewsHaveNoNodes() {
        classes()
                .that()
                .resideInAPackage("ijepa.app..")
                .and()
                .haveSimpleNameEndingWith("Model")
                .should()
                .onlyDependOnClassesThat()
                .resideOutsideOfPackages("javafx.scene..", "javafx.stage..")
                .check(house);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("ijepa.(*).(*)..").should().beFreeOfCycles().check(house);
    }
}
