import { describeNativeTfjs } from './tfjs-native.test-support.js';

describeNativeTfjs('tfjs-node');
