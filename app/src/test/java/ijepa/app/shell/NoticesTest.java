package ijepa.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import ijepa.app.shell.Notices.Topic;
import ijepa.core.InputException;
import org.junit.jupiter.api.Test;

class NoticesTest {

    private final Notices notices = new Notices();

    @Test
    void anInformationLeavesAnErrorWhereItIs() {
        notices.report(Topic.CHECKPOINT, new InputException("It is no checkpoint."));
        notices.tell(Topic.LAYOUT, "Copied the layout as JSON.");
        assertThat(notices.errorProperty().get().text()).isEqualTo("It is no checkpoint.");
        assertThat(notices.informationProperty().get().text()).isEqualTo("Copied the layout as JSON.");
        notices.dismissInformation();
        assertThat(notices.informationProperty().get()).isNull();
        assertThat(notices.errorProperty().get()).isNotNull();
    }

    @Test
    void anErrorGoesWhenItIsDismissedOrTheSameThingWorks() {
        notices.report(Topic.CHECKPOINT, new InputException("It is no checkpoint."));
        notices.settle(Topic.IMAGE);
        assertThat(notices.errorProperty().get()).isNotNull();
        notices.settle(Topic.CHECKPOINT);
        assertThat(notices.errorProperty().get()).isNull();
        notices.report(Topic.FILE, new InputException("It cannot be written."));
        notices.succeed(Topic.FILE, "Saved it elsewhere.");
        assertThat(notices.errorProperty().get()).isNull();
        assertThat(notices.informationProperty().get().text()).isEqualTo("Saved it elsewhere.");
        notices.report(Topic.IMAGE, new InputException("It is no picture."));
        notices.dismissError();
        assertThat(notices.errorProperty().get()).isNull();
    }

    @Test
    void anErrorThatNobodySolvedComesBackAfterAnother() {
        notices.report(Topic.FILE, new InputException("There is no longer a folder."));
        notices.report(Topic.CHECKPOINT, new InputException("It is no checkpoint."));
        notices.report(Topic.CHECKPOINT, new InputException("It is no checkpoint either."));
        assertThat(notices.errorProperty().get().text()).isEqualTo("It is no checkpoint either.");
        notices.dismissError();
        assertThat(notices.errorProperty().get().text()).isEqualTo("There is no longer a folder.");
        notices.report(Topic.IMAGE, new InputException("It is no picture."));
        notices.settle(Topic.FILE);
        assertThat(notices.errorProperty().get().text()).isEqualTo("It is no picture.");
        notices.settle(Topic.IMAGE);
        assertThat(notices.errorProperty().get()).isNull();
    }
}
