/** {@code ijepa evaluate} and one class for each way of judging a checkpoint. */
package ijepa.app.cli.evaluate;
