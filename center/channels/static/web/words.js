// What the page says itself, in one place.

export const STATE = {
  connecting: "正在连接…",
  broken: "连接断开，正在重连…",
  offline: "网络好像断了，消息会先留着，联网后自动发出",
};

export const REFUSED = {
  too_long: "这条消息太长了，分几条发给我吧",
  too_fast: "发得有点快，我稍后自动帮您补发",
  bad_button: "这个按钮已经失效了，直接打字告诉我就行",
  used_button: "这个按钮已经用过了，想改的话直接告诉我",
  empty: "这条消息是空的",
  bad_frame: "这条消息没发出去，请换个说法再试",
};

export const SENDING = "发送中…";
export const AUTHOR = { bot: "速答", agent: "人工客服", customer: "我", system: "速答" };
export const TODAY = "今天";
export const YESTERDAY = "昨天";
