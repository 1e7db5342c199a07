// Runs before helpdesk's own start-up of the table, which waits for the document to be ready.
"use strict";

$.extend(true, $.fn.dataTable.defaults, {
  language: {
    info: "第 _START_ 至 _END_ 张，共 _TOTAL_ 张",
    infoEmpty: "没有工单",
    infoFiltered: "(从 _MAX_ 张中筛选)",
    lengthMenu: "每页 _MENU_ 张",
    processing: "正在读取…",
    loadingRecords: "正在读取…",
    search: "",
    zeroRecords: "没有符合条件的工单",
  },
});

// Customers come through a conversation, so there is no e-mail address to show.
$(document).on("xhr.dt", (event, settings, answer) => {
  for (const ticket of answer?.data ?? []) ticket.submitter ??= "在线客户";
});
$(document).on("init.dt", () => $(".buttons-colvis span").first().text("显示列"));
