package cronium.runner.contain;

import java.util.ArrayList;
import java.util.List;

/**
 * Writes a program of classic BPF for seccomp(2), as rules one below the other. Each rule skips only over itself, so no jump
 * is ever too long for its eight bits.
 */
final class FilterProgram {
    static final int ALLOW = 0x7fff_0000;
    static final int EPERM = 0x0005_0000 | 1;
    static final int ENOSYS = 0x0005_0000 | 38;
    static final int EAFNOSUPPORT = 0x0005_0000 | 97;

    private static final int LOAD_WORD = 0x20;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_AT_LEAST = 0x35;
    private static final int JUMP_IF_ANY_BIT = 0x45;
    private static final int AND = 0x54;
    private static final int RETURN = 0x06;

    private static final int NUMBER_AT = 0;
    private static final int ARCHITECTURE_AT = 4;
    private static final int ARGUMENTS_AT = 16;

    private final List<Long> instructions = new ArrayList<>();

    /** Every other architecture's calls, such as 32-bit ones, get that answer; then the number of the call is at hand. */
    FilterProgram onlyArchitecture(int auditValue, int answer) {
        add(LOAD_WORD, 0, 0, ARCHITECTURE_AT);
        add(JUMP_IF_EQUAL, 1, 0, auditValue);
        add(RETURN, 0, 0, answer);
        add(LOAD_WORD, 0, 0, NUMBER_AT);
        return this;
    }

    FilterProgram answerFrom(int number, int answer) {
        add(JUMP_IF_AT_LEAST, 0, 1, number);
        add(RETURN, 0, 0, answer);
        return this;
    }

    FilterProgram answer(int number, int answer) {
        add(JUMP_IF_EQUAL, 0, 1, number);
        add(RETURN, 0, 0, answer);
        return this;
    }

    /** That answer, if the low half of the argument has one of these bits. */
    FilterProgram answerIfAnyBit(int number, int argument, int bits, int answer) {
        return answerWhere(number, argument, JUMP_IF_ANY_BIT, bits, answer);
    }

    /** That answer, if the low half of the argument is that value. */
    FilterProgram answerIf(int number, int argument, int value, int answer) {
        return answerWhere(number, argument, JUMP_IF_EQUAL, value, answer);
    }

    private FilterProgram answerWhere(int number, int argument, int jump, int operand, int answer) {
        add(JUMP_IF_EQUAL, 0, 4, number);
        add(LOAD_WORD, 0, 0, low(argument));
        add(jump, 0, 1, operand);
        add(RETURN, 0, 0, answer);
        add(LOAD_WORD, 0, 0, NUMBER_AT);
        return this;
    }

    /** That answer, unless the low half of the argument, after the mask, is one of these values. */
    FilterProgram answerUnless(int number, int argument, int mask, int[] values, int answer) {
        add(JUMP_IF_EQUAL, 0, 4 + values.length, number);
        add(LOAD_WORD, 0, 0, low(argument));
        add(AND, 0, 0, mask);
        for (int i = 0; i < values.length; i++) {
            add(JUMP_IF_EQUAL, values.length - i, 0, values[i]);
        }
        add(RETURN, 0, 0, answer);
        add(LOAD_WORD, 0, 0, NUMBER_AT);
        return this;
    }

    /** That answer, if the first argument is not 0 and the pointer in the third is not NULL. */
    FilterProgram answerIfFirstAndThird(int number, int answer) {
        add(JUMP_IF_EQUAL, 0, 8, number);
        add(LOAD_WORD, 0, 0, low(0));
        add(JUMP_IF_EQUAL, 5, 0, 0);
        add(LOAD_WORD, 0, 0, low(2));
        add(JUMP_IF_EQUAL, 0, 2, 0);
        add(LOAD_WORD, 0, 0, low(2) + 4);
        add(JUMP_IF_EQUAL, 1, 0, 0);
        add(RETURN, 0, 0, answer);
        add(LOAD_WORD, 0, 0, NUMBER_AT);
        return this;
    }

    /** The end: what no rule answered is allowed. */
    long[] allowTheRest() {
        add(RETURN, 0, 0, ALLOW);
        long[] program = new long[instructions.size()];
        for (int i = 0; i < program.length; i++) {
            program[i] = instructions.get(i);
        }
        return program;
    }

    /** Both architectures are little-endian: the low half comes first. */
    private static int low(int argument) {
        return ARGUMENTS_AT + 8 * argument;
    }

    private void add(int code, int ifTrue, int ifFalse, int operand) {
        instructions.add(
                ((long) code << 48) | ((long) ifTrue << 40) | ((long) ifFalse << 32) | Integer.toUnsignedLong(operand));
    }
}
