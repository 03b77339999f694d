package ijepa.app.control;

import static org.assertj.core.api.Assertions.assertThat;

import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.event.ActionEvent;

import org.controlsfx.control.RangeSlider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;

/** What fields do to the numbers that they show. */
@ExtendWith(ApplicationExtension.class)
class NumberFieldsTest {

    private final DoubleProperty lower = new SimpleDoubleProperty(0.15);
    private final DoubleProperty upper = new SimpleDoubleProperty(0.2);

    private RangeSlider slider() {
        RangeField field = new RangeField("Scale", lower, upper, 0.01, 1, 0.01);
        return (RangeSlider) field.lookup(".range-slider");
    }

    @Test
    void onlyAHandOnTheSliderRounds() {
        RangeSlider slider = slider();
        lower.set(0.075);
        upper.set(0.128);
        assertThat(lower.get()).isEqualTo(0.075);
        assertThat(upper.get()).isEqualTo(0.128);
        assertThat(slider.getLowValue()).isEqualTo(0.075);
        assertThat(slider.getHighValue()).isEqualTo(0.128);
        slider.setLowValue(0.0931);
        assertThat(lower.get()).isEqualTo(0.09);
        slider.setLowValue(0.127);
        assertThat(lower.get()).isEqualTo(0.128);
        assertThat(upper.get()).isEqualTo(0.128);
    }

    @Test
    void oneEndPushesTheOther() {
        RangeSlider slider = slider();
        lower.set(0.3);
        assertThat(upper.get()).isEqualTo(0.3);
        assertThat(slider.getHighValue()).isEqualTo(0.3);
        upper.set(0.1234);
        assertThat(lower.get()).isEqualTo(0.1234);
        assertThat(slider.getLowValue()).isEqualTo(0.1234);
    }

    @Test
    void aFieldThatIsLeftUntouchedKeepsAllDecimals() {
        DoubleProperty value = new SimpleDoubleProperty(1.0 / 3);
        NumberField field = new NumberField("Scale", value, 0, 1, 0.05);
        assertThat(field.getText()).isEqualTo("0.3333");
        field.fireEvent(new ActionEvent());
        assertThat(value.get()).isEqualTo(1.0 / 3);
        field.setText("0,25");
        field.fireEvent(new ActionEvent());
        assertThat(value.get()).isEqualTo(0.25);
        assertThat(field.getText()).isEqualTo("0.25");
    }
}
