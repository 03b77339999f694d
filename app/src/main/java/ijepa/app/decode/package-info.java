/** Decode: what a prediction holds, drawn back into pixels. */
package ijepa.app.decode;
